package io.inferencestream.stream.topology;

import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Gives every record a timestamp that can be written again: its own, or the time at which it was read where its own is
 * negative. A header then says what its own was.
 */
/*
 * Kafka Streams takes no negative timestamp: its own extractors throw, which ends the thread, or have the record dropped
 * unseen. Brokers take them, and some clients write them.
 */
final class SourceTime implements TimestampExtractor {
    private final LongSupplier clock;

    /** @param clock milliseconds since 1970-01-01T00:00Z */
    SourceTime(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        long own = record.timestamp();
        if (own < 0) {
            HeaderText.set(record.headers(), HeaderNames.INPUT_TIMESTAMP, Long.toString(own));
            return clock.getAsLong();
        }
        record.headers().remove(HeaderNames.INPUT_TIMESTAMP); // of an earlier life, where the record was resent
        return own;
    }
}
