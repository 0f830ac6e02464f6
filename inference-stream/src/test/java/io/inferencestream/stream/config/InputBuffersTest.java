package io.inferencestream.stream.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputBuffersTest {
    private static final int MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        // heap MiB, partitions, largest message KiB, threads: records, partition's fetch KiB, fetch KiB
        "4096,  8,   1024,  4,   21,  1024, 43690",
        "4096,  8,   1024,  1,   21,  1024, 51200",
        "512,   4,   1024,  1,    5,  1024, 21845",
        "512,  64,   1024,  1,    2,   341, 21845",
        "1024,  1,     10,  1, 1000,  1024, 43690",
        "1024, 64,  16384,  2,    2,   682, 21845",
    })
    void sharesAnEighthOfTheHeapAmongThePartitions(
            long heap, int partitions, int largest, int threads, int records, int partitionFetch, int fetch) {
        InputBuffers buffers = InputBuffers.divide(heap * MIB, new InputFacts(partitions, largest << 10), threads);

        assertThat(buffers.recordsPerPartition()).isEqualTo(records);
        assertThat(buffers.recordsPerPoll()).isEqualTo(1000);
        assertThat(buffers.partitionFetchBytes() >> 10).isEqualTo(partitionFetch);
        assertThat(buffers.fetchBytes() >> 10).isEqualTo(fetch);
    }

    @Test
    void saysWhenTwoRecordsAPartitionAreTooMuch() {
        assertThat(InputBuffers.divide(512L * MIB, new InputFacts(4, MIB), 1).fits())
                .isTrue();
        assertThat(InputBuffers.divide(512L * MIB, new InputFacts(4, 16 * MIB), 1)
                        .fits())
                .isFalse();
        assertThat(InputBuffers.divide(512L * MIB, new InputFacts(4, 16 * MIB), 1)
                        .worstCaseBytes())
                .isEqualTo(4L * (2 + 1 + 1) * 16 * MIB);
    }

    @Test
    void keepsWithinAnEighthOfAnyHeapUnlessTwoRecordsAPartitionDoNot() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            long heap = (64L + random.nextInt(64 << 10)) * MIB;
            InputFacts input = new InputFacts(1 + random.nextInt(200), 1 + random.nextInt(64 * MIB));

            InputBuffers buffers = InputBuffers.divide(heap, input, 1 + random.nextInt(32));

            assertThat(buffers.fits() || buffers.recordsPerPartition() == 2)
                    .as("seed %d: heap %d, %s, %s", seed, heap, input, buffers)
                    .isTrue();
            assertThat(buffers.recordsPerPartition()).isBetween(2, 1000);
            assertThat(buffers.fetchBytes()).isGreaterThanOrEqualTo(buffers.partitionFetchBytes());
        }
    }
}
