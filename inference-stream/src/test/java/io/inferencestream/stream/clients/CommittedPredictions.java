package io.inferencestream.stream.clients;

import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.avro.RecordReader;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Which images have a committed prediction on a topic, in each partition in the topic's order. */
final class CommittedPredictions {
    private final String bootstrap;
    private final String topic;
    private final RecordReader<PredictionEvent> reader;

    CommittedPredictions(String bootstrap, URI registry, String topic) {
        this.bootstrap = bootstrap;
        this.topic = topic;
        this.reader = RecordReader.of(
                SchemaRegistryClient.of(Map.of("schema.registry.url", registry.toString())), PredictionEvent.class);
    }

    /** As PARTITION@OFFSET of the image. */
    List<String> images() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<String> images = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                    PredictionEvent event = reader.read(record.value());
                    images.add(event.getInputPartition() + "@" + event.getInputOffset());
                }
            }
            return images;
        }
    }
}
