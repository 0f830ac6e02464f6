package io.inferencestream.bench.load;

import io.inferencestream.bench.workload.Workload;
import io.inferencestream.bench.workload.WorkloadImage;
import io.inferencestream.event.ImageEvent;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The image events of an album, encoded once. The record with number {@code n} carries image {@code n} modulo the
 * album's size and has {@code n} as its key, eight bytes, by which its answer is known again.
 */
public final class ImageValues {
    private final List<byte[]> values = new ArrayList<>();

    private ImageValues() {}

    /** Encodes an album for a topic. */
    public static ImageValues of(Workload workload, String registry, String topic) {
        RecordWriter<ImageEvent> writer = RecordWriter.ofValues(
                SchemaRegistryClient.of(Map.of("schema.registry.url", registry)), Map.of(), topic);
        ImageValues events = new ImageValues();
        for (WorkloadImage image : workload.album()) {
            events.values.add(writer.write(new ImageEvent(
                    "image-" + events.values.size(),
                    "bench",
                    Instant.EPOCH,
                    null,
                    ByteBuffer.wrap(image.bytes()),
                    image.mediaType(),
                    null,
                    Map.of())));
        }
        return events;
    }

    /** The record with that number; partitions take turns. */
    ProducerRecord<byte[], byte[]> record(String topic, int partitions, int number) {
        byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        return new ProducerRecord<>(topic, number % partitions, key, values.get(number % values.size()));
    }

    /** The number in a record's key. */
    static int number(byte[] key) {
        return Math.toIntExact(ByteBuffer.wrap(key).getLong());
    }
}
