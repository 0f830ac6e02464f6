package io.inferencestream.bench.flink;

import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes predictions to the partition that their image came from. */
final class MessageWriter implements KafkaRecordSerializationSchema<Message> {
    private static final long serialVersionUID = 1;

    private final String topic;

    MessageWriter(String topic) {
        this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            Message message, KafkaSinkContext context, @Nullable Long timestamp) {
        return new ProducerRecord<>(topic, message.partition, message.timestamp, message.key, message.value);
    }
}
