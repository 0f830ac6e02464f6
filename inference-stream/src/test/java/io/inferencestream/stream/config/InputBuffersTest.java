package io.inferencestream.stream.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.kit.properties.InputBuffers;
import io.inferencestream.kit.properties.InputFacts;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputBuffersTest {
    private static final int MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        // heap MiB, partitions, largest message KiB, threads: poll KiB, partition's fetch KiB, fetch KiB
        "4096,  8,   1024,  4, 21845,  1024, 43690",
        "4096,  8,   1024,  1, 21845,  1024, 51200",
        "512,   4,   1024,  1,  5461,  1024, 21845",
        "512,  64,   1024,  1,   341,   341, 21845",
        "1024,  1,     10,  1, 43690,  1024, 43690",
        "1024, 64,  16384,  2,   682,   682, 21845",
        "64,  500,   1024,  1,    64,    64,  2730",
    })
    void sharesAnEighthOfTheHeapAmongThePartitions(
            long heap, int partitions, int largest, int threads, long poll, int partitionFetch, int fetch) {
        InputBuffers buffers = InputBuffers.divide(heap * MIB, new InputFacts(partitions, largest << 10), threads);

        assertThat(buffers.recordsPerPartition()).isEqualTo(2);
        assertThat(buffers.pollBytes() >> 10).isEqualTo(poll);
        assertThat(buffers.recordsPerPoll()).isEqualTo(1000);
        assertThat(buffers.partitionFetchBytes() >> 10).isEqualTo(partitionFetch);
        assertThat(buffers.fetchBytes() >> 10).isEqualTo(fetch);
    }

    @Test
    void saysWhenThreeRecordsAPartitionAreTooMuch() {
        assertThat(InputBuffers.divide(512L * MIB, new InputFacts(4, MIB), 1).fits())
                .isTrue();
        assertThat(InputBuffers.divide(512L * MIB, new InputFacts(4, 16 * MIB), 1)
                        .fits())
                .isFalse();
        assertThat(InputBuffers.divide(512L * MIB, new InputFacts(4, 16 * MIB), 1)
                        .worstCaseBytes())
                .isEqualTo(4L * (3 + 1 + 1) * 16 * MIB);
    }

    @Test
    void keepsWithinAnEighthOfAnyHeapUnlessThreeRecordsAPartitionDoNot() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            long heap = (64L + random.nextInt(64 << 10)) * MIB;
            InputFacts input = new InputFacts(1 + random.nextInt(200), 1 + random.nextInt(64 * MIB));

            InputBuffers buffers = InputBuffers.divide(heap, input, 1 + random.nextInt(32));

            long third = heap / 8 / 3 / input.partitions();
            assertThat(buffers.fits() || 3L * input.largestMessageBytes() > third || third < 64 << 10)
                    .as("seed %d: heap %d, %s, %s", seed, heap, input, buffers)
                    .isTrue();
            assertThat(buffers.fetchBytes()).isGreaterThanOrEqualTo(buffers.partitionFetchBytes());
        }
    }
}
