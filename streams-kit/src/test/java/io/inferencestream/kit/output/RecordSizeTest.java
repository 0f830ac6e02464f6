package io.inferencestream.kit.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against what Kafka's producer reckons, which may refuse a record, and what a broker weighs. */
final class RecordSizeTest {
    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isNeverBelowWhatProducerAndBrokerCountAndLittleAboveIt(long seed) {
        Random random = new Random(seed);
        byte[] key = random.nextBoolean() ? null : new byte[random.nextInt(1 << random.nextInt(18))];
        byte[] value = random.nextInt(10) == 0 ? null : new byte[random.nextInt(1 << random.nextInt(22))];
        Headers headers = new RecordHeaders();
        for (int i = random.nextInt(20); i > 0; i--) {
            headers.add("é".repeat(random.nextInt(200)), new byte[random.nextInt(1 << random.nextInt(18))]);
        }

        long size = RecordSize.of(key, value, headers);

        int producers = AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.MAGIC_VALUE_V2, Compression.NONE.type(), key, value, headers.toArray());
        int brokers = MemoryRecords.withRecords(
                        Compression.NONE, new SimpleRecord(Long.MAX_VALUE, key, value, headers.toArray()))
                .sizeInBytes();
        assertThat(size).isGreaterThanOrEqualTo(producers).isGreaterThanOrEqualTo(brokers);
        assertThat(size - brokers).isLessThan(60 + 10L * headers.toArray().length);
    }
}
