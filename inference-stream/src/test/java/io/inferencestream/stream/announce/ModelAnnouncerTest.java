package io.inferencestream.stream.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.core.predict.FakeModel;
import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.schemas.avro.RecordReader;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Several streams may announce on one topic, and their instances may bear the same name. */
final class ModelAnnouncerTest {

    @Test
    void saysWhichStreamServesTheModelInKeyAndValue() {
        try (DevelopmentRegistry registry = DevelopmentRegistry.start(RegistryOptions.defaults())) {
            Map<String, String> config =
                    Map.of("schema.registry.url", registry.url().toString());
            SchemaRegistryClient client = SchemaRegistryClient.of(config);
            MockProducer<byte[], byte[]> producer =
                    new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
            ModelAnnouncer announcer = new ModelAnnouncer(
                    "models",
                    "parcels",
                    "host-1",
                    List.of(FakeModel.named("m").load()),
                    RecordWriter.ofValues(client, config, "models"),
                    producer);

            announcer.start();
            await().until(() -> !producer.history().isEmpty());
            announcer.close();

            assertThat(producer.history())
                    .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                    .containsExactly("m/1@parcels/host-1", "m/1@parcels/host-1");
            ModelAnnouncement announcement = RecordReader.of(client, ModelAnnouncement.class)
                    .read(producer.history().get(0).value());
            assertThat(announcement.getApplication()).isEqualTo("parcels");
            assertThat(producer.history().get(1).value()).isNull();
        }
    }
}
