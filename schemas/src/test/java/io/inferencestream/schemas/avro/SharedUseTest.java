package io.inferencestream.schemas.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.event.ImageEvent;
import io.inferencestream.schemas.registry.FakeRegistry;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SharedUseTest {

    @Test
    void oneReaderAndOneWriterServeManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (FakeRegistry registry = new FakeRegistry()) {
            SchemaRegistryClient client = registry.client();
            RecordWriter<ImageEvent> writer = RecordWriter.ofValues(client, Map.of(), "images");
            RecordReader<ImageEvent> reader = RecordReader.of(client, ImageEvent.class);

            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                byte fill = (byte) thread;
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 3_000; i++) {
                        byte[] encoded = new byte[i % 300 * (1 + fill)];
                        Arrays.fill(encoded, fill);
                        ImageEvent event = Events.image(encoded);
                        event.setId(fill + "-" + i);
                        assertThat(reader.read(writer.write(event))).isEqualTo(event);
                    }
                }));
            }

            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
