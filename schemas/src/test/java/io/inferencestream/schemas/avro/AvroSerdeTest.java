package io.inferencestream.schemas.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.registry.FakeRegistry;
import io.inferencestream.schemas.registry.RegistryUnavailableException;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.testkit.document.GeneratedPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The serde in other people's programs of Kafka Streams. */
final class AvroSerdeTest {
    private final FakeRegistry registry = new FakeRegistry();

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void theProgramInTheDocumentationIsTheOneTestedHere() throws IOException {
        String program = Files.readString(Path.of("src/test/java/io/inferencestream/schemas/avro/DoubtfulImages.java"));

        GeneratedPart.of("clients.md", "a program of Kafka Streams")
                .mustBe("```java\n" + program.substring(program.indexOf("/**")) + "```\n");
    }

    @Test
    void readsWritesAndRegroupsTheEventsOfAStream() {
        try (TopologyTestDriver driver = driver(DoubtfulImages.topology(registry.config()))) {
            TestInputTopic<byte[], byte[]> predictions = predictions(driver);
            TestOutputTopic<byte[], PredictionEvent> doubtful = driver.createOutputTopic(
                    "doubtful",
                    Serdes.ByteArray().deserializer(),
                    AvroDeserializer.of(registry.client(), PredictionEvent.class));
            TestOutputTopic<String, Long> classes =
                    driver.createOutputTopic("doubtful-classes", new StringDeserializer(), new LongDeserializer());

            predictions.pipeInput(new byte[0], written(prediction("Sneaker", 0.9f)));
            predictions.pipeInput(new byte[0], written(prediction("Bag", 0.4f)));

            assertThat(doubtful.readValue()).isEqualTo(prediction("Bag", 0.4f));
            assertThat(classes.readKeyValue().key).isEqualTo("Bag");
            assertThat(doubtful.isEmpty() && classes.isEmpty()).isTrue();
        }
    }

    @Test
    void losesNoRecordToAnOutageOfTheRegistryAndPassesOverWhatIsUnreadable() {
        Topology topology = DoubtfulImages.topology(registry.config());
        byte[] prediction = written(prediction("Bag", 0.4f));
        registry.next(503, 0);
        try (TopologyTestDriver driver = driver(topology)) {
            assertThatThrownBy(() -> predictions(driver).pipeInput(new byte[0], prediction))
                    .isInstanceOf(StreamsException.class)
                    .hasCauseInstanceOf(RegistryUnavailableException.class);
        }

        try (TopologyTestDriver driver = driver(topology)) {
            predictions(driver).pipeInput(new byte[0], new byte[] {0, 1});
            predictions(driver).pipeInput(new byte[0], prediction);

            assertThat(driver.producedTopicNames()).contains("doubtful");
        }
    }

    @Test
    void isMadeByKafkaStreamsFromItsConfigurationAlone() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.<PredictionEvent, PredictionEvent>stream("predictions").to("copy");
        Properties config = config();
        config.put("default.key.serde", AvroSerde.class.getName());
        config.put("default.value.serde", AvroSerde.class.getName());
        config.put("specific.avro.reader", "true");
        config.putAll(registry.config());

        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config)) {
            byte[] prediction = written(prediction("Bag", 0.4f));
            predictions(driver).pipeInput(prediction, prediction);

            assertThat(registry.calls())
                    .contains("POST /subjects/copy-key/versions", "POST /subjects/copy-value/versions");
        }
    }

    @Test
    void keepsEventsInStatesAndTakesTombstones() {
        AvroSerde<PredictionEvent> serde = AvroSerde.ofValues(registry.config(), PredictionEvent.class);
        StreamsBuilder builder = new StreamsBuilder();
        builder.table(
                "predictions",
                Consumed.with(Serdes.String(), serde),
                Materialized.<String, PredictionEvent>as(Stores.inMemoryKeyValueStore("newest"))
                        .withKeySerde(Serdes.String())
                        .withValueSerde(serde));

        try (TopologyTestDriver driver = driver(builder.build())) {
            TestInputTopic<String, PredictionEvent> predictions =
                    driver.createInputTopic("predictions", Serdes.String().serializer(), serde.serializer());
            KeyValueStore<String, PredictionEvent> newest = driver.getKeyValueStore("newest");

            predictions.pipeInput("camera", prediction("Bag", 0.4f));
            assertThat(newest.get("camera")).isEqualTo(prediction("Bag", 0.4f));

            predictions.pipeInput("camera", null);
            assertThat(newest.get("camera")).isNull();
        }
    }

    @Test
    void oneInstanceServesManyThreads() throws Exception {
        AvroSerde<PredictionEvent> serde = AvroSerde.ofValues(registry.config(), PredictionEvent.class);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                String topic = "topic-" + thread;
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        PredictionEvent event = prediction(topic, i);
                        assertThat(serde.deserializer()
                                        .deserialize(topic, serde.serializer().serialize(topic, event)))
                                .isEqualTo(event);
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

    @Test
    void readsAndWritesKeysUnderTheirOwnSubject() {
        AvroSerde<PredictionEvent> serde = AvroSerde.ofKeys(registry.config(), PredictionEvent.class);

        byte[] key = serde.serializer().serialize("t", prediction("Bag", 1));

        assertThat(serde.deserializer().deserialize("t", key)).isEqualTo(prediction("Bag", 1));
        assertThat(registry.calls()).contains("POST /subjects/t-key/versions");
    }

    @Test
    void saysThatItIsNotConfigured() {
        SchemaRegistryClient client = registry.client();

        assertThatThrownBy(() -> new AvroSerde<>(client).serializer())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("configure the serde first");
    }

    private byte[] written(PredictionEvent event) {
        return RecordWriter.<PredictionEvent>ofValues(registry.client(), Map.of(), "predictions")
                .write(event);
    }

    private static PredictionEvent prediction(String label, float probability) {
        PredictionEvent event = Events.prediction();
        event.setTopK(List.of(new LabelProbability(label, 0, probability, null)));
        return event;
    }

    private static TestInputTopic<byte[], byte[]> predictions(TopologyTestDriver driver) {
        return driver.createInputTopic("predictions", new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static TopologyTestDriver driver(Topology topology) {
        Properties config = config();
        config.put("deserialization.exception.handler", DoubtfulImages.SkipsUnreadable.class.getName());
        return new TopologyTestDriver(topology, config);
    }

    private static Properties config() {
        Properties config = new Properties();
        config.put("application.id", "doubtful-images");
        config.put("bootstrap.servers", "127.0.0.1:1");
        return config;
    }
}
