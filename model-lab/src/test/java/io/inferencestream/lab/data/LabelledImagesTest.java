package io.inferencestream.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LabelledImagesTest {
    private final LabelledImages images = Drawings.stripes(30, 4, List.of("a", "b", "c"), 1);

    @Test
    void splitsWithoutLossOrOverlap() {
        LabelledImages.Split split = images.split(10, 5);

        assertThat(split.validation().count()).isEqualTo(10);
        assertThat(Stream.concat(names(split.training()), names(split.validation())))
                .containsExactlyInAnyOrderElementsOf(names(images).toList());
    }

    @Test
    void splitsTheSameWayForTheSameSeedOnly() {
        List<String> held = names(images.split(10, 5).validation()).toList();

        assertThat(names(images.split(10, 5).validation())).containsExactlyElementsOf(held);
        assertThat(names(images.split(10, 6).validation()).toList()).isNotEqualTo(held);
    }

    @Test
    void takesTheFirstOfEachClassInOrder() {
        LabelledImages shuffled = images.select(new int[] {29, 0, 3, 4, 1, 2, 6});

        LabelledImages first = shuffled.firstOfEachClass(2);

        assertThat(names(first))
                .containsExactly(
                        "c/00029.png", "a/00000.png", "a/00003.png", "b/00004.png", "b/00001.png", "c/00002.png");
        assertThat(first.pixels(3)).isEqualTo(images.pixels(4));
    }

    @Test
    void refusesWhatDoesNotFitTogether() {
        assertThatThrownBy(() -> new LabelledImages(2, 2, List.of("a"), new byte[7], new int[2], List.of("x", "y")))
                .hasMessageContaining("2 images of 2x2x1 do not have this many bytes: 7");
        assertThatThrownBy(() -> new LabelledImages(1, 1, List.of("a"), new byte[1], new int[] {1}, List.of("x")))
                .hasMessageContaining("a label must be from 0 to 0: 1");
        assertThatThrownBy(() -> images.split(30, 1)).hasMessageContaining("held must be from 1 to 29: 30");
    }

    private static Stream<String> names(LabelledImages images) {
        return IntStream.range(0, images.count()).mapToObj(images::name);
    }
}
