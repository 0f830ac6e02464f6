package io.inferencestream.kit.clients;

import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's producer, which counts what it sends between two commits and how long the thread waits for it.
 *
 * <p>Used by the stream thread whose clients it belongs to; what it sends and when is Kafka Streams' choice.
 */
final class WatchedProducer extends KafkaProducer<byte[], byte[]> {
    private final CommitPace pace;

    WatchedProducer(Map<String, Object> config, CommitPace pace) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.pace = pace;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
        ThreadPace thread = pace.ofThisThread();
        thread.sent(length(record.key()) + length(record.value()));
        return super.send(record, (metadata, failure) -> {
            if (failure != null) {
                thread.lost();
            }
            if (callback != null) {
                callback.onCompletion(metadata, failure);
            }
        });
    }

    private static long length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    @Override
    public void flush() {
        pace.ofThisThread().waiting(super::flush);
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
        pace.ofThisThread().waiting(() -> super.sendOffsetsToTransaction(offsets, groupMetadata));
    }

    @Override
    public void commitTransaction() {
        pace.ofThisThread().committing(super::commitTransaction);
    }

    @Override
    public void abortTransaction() {
        try {
            super.abortTransaction();
        } finally {
            pace.ofThisThread().failed();
        }
    }

    /** A producer is closed at the end of its thread, or because its transaction cannot go on. */
    @Override
    public void close() {
        try {
            super.close();
        } finally {
            pace.ofThisThread().failed();
        }
    }
}
