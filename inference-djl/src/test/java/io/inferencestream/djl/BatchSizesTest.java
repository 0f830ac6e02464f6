package io.inferencestream.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BatchSizesTest {
    private static final Placement GPU = new Placement("gpu:0", 2, 1);
    private static final Placement CPU = new Placement("cpu", 2, 1);

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3", "5, 6", "7, 8", "9, 12", "13, 16", "17, 24", "25, 27", "27, 27"})
    void fillsABatchOnAGpuUpToASizeThatWasWarmedUp(int images, int then) {
        assertThat(new BatchSizes(GPU, 27).sizeFor(images)).isEqualTo(then);
    }

    @Test
    void runsABatchOnACpuAsItIs() {
        BatchSizes sizes = new BatchSizes(CPU, 27);

        assertThat(IntStream.rangeClosed(1, 27).map(sizes::sizeFor))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 27).boxed().toList());
        assertThat(sizes.warmUp()).containsExactly(1, 2, 4, 8, 16, 27);
    }

    @Test
    void knowsOneSizeWhereAChangeOfItIsTooDear() {
        BatchSizes sizes = new BatchSizes(GPU.inOneSize(), 16);

        assertThat(IntStream.rangeClosed(1, 16).map(sizes::sizeFor)).containsOnly(16);
        assertThat(sizes.warmUp()).containsExactly(16);
        assertThat(sizes.step()).isEqualTo(1);
    }

    @Test
    void asksForFewDistinctSizesOnACpuAndForAnyOnAGpuWhichFillsThemUp() {
        assertThat(new BatchSizes(CPU, 256).step()).isEqualTo(16);
        assertThat(new BatchSizes(GPU, 256).step()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 27, 64, 96, 256})
    void runsNoSizeOnAGpuThatWasNotWarmedUpNorFillsMoreThanHalf(int largest) {
        BatchSizes sizes = new BatchSizes(GPU, largest);

        for (int images = 1; images <= largest; images++) {
            assertThat(sizes.warmUp()).contains(sizes.sizeFor(images));
            assertThat(sizes.sizeFor(images)).isBetween(images, Math.min(largest, images + images / 2));
        }
    }
}
