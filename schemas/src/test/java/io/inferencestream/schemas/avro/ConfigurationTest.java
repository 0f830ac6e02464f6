package io.inferencestream.schemas.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.event.ImageEvent;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.registry.FakeRegistry;
import io.inferencestream.schemas.registry.RegistryUnavailableException;
import io.inferencestream.schemas.registry.SchemaNotFoundException;
import io.inferencestream.schemas.registry.SchemaRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The serializer and deserializer as Kafka makes them: by their names and a map. */
class ConfigurationTest {
    private final FakeRegistry registry = new FakeRegistry();

    @AfterEach
    void stop() {
        registry.close();
    }

    @ParameterizedTest
    @CsvSource({
        "false, TopicNameStrategy, t-value",
        "true, TopicNameStrategy, t-key",
        "false, RecordNameStrategy, io.inferencestream.event.ImageEvent",
        "false, TopicRecordNameStrategy, t-io.inferencestream.event.ImageEvent",
        "true, io.confluent.kafka.serializers.subject.RecordNameStrategy, io.inferencestream.event.ImageEvent",
        "false, io.confluent.kafka.serializers.subject.TopicNameStrategy, t-value"
    })
    void registersUnderTheSubjectOfItsStrategy(boolean isKey, String strategy, String subject) {
        AvroSerializer<ImageEvent> serializer =
                serializer(isKey, (isKey ? "key" : "value") + ".subject.name.strategy", strategy);

        serializer.serialize("t", Events.image(new byte[0]));

        assertThat(registry.calls()).containsExactly("POST /subjects/" + subject + "/versions");
    }

    @Test
    void keepsTopicsApart() {
        AvroSerializer<ImageEvent> serializer = serializer(false);

        serializer.serialize("a", Events.image(new byte[0]));
        serializer.serialize("b", Events.image(new byte[0]));
        serializer.serialize("a", Events.image(new byte[0]));

        assertThat(registry.calls())
                .containsExactly("POST /subjects/a-value/versions", "POST /subjects/b-value/versions");
    }

    @Test
    void registersNothingWhenToldNotTo() {
        AvroSerializer<ImageEvent> serializer = serializer(false, "auto.register.schemas", "false");

        assertThatThrownBy(() -> serializer.serialize("t", Events.image(new byte[0])))
                .isInstanceOf(SchemaNotFoundException.class)
                .hasMessageContaining("/subjects/t-value");
        assertThat(registry.calls()).containsExactly("POST /subjects/t-value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"use.latest.version=true", "use.schema.id=1"})
    void writesWithAnotherVersionByTheNamesOfFields(String setting) throws IOException {
        Schema shuffled = imageSchema(
                "{\"name\": \"id\", \"type\": \"string\",",
                "{\"name\": \"added\", \"type\": \"int\", \"default\": 7}, {\"name\": \"source\", \"type\": \"string\"},"
                        + " {\"name\": \"id\", \"type\": \"string\",",
                "{\"name\": \"source\", \"type\": \"string\", \"doc\": \"What took",
                "{\"name\": \"unused\", \"type\": \"string\", \"default\": \"u\", \"doc\": \"What took");
        registry.add("t-value", shuffled);
        AvroSerializer<ImageEvent> serializer =
                serializer(false, "auto.register.schemas", "false", setting.split("=")[0], setting.split("=")[1]);
        ImageEvent event = Events.image(new byte[] {1, 2});

        byte @Nullable [] payload = serializer.serialize("t", event);

        GenericRecord read = (GenericRecord) read(deserializer(), payload);
        assertThat(read.getSchema()).isEqualTo(shuffled);
        assertThat(read.get("added")).isEqualTo(7);
        assertThat(read.get("id")).hasToString("img-1");
        assertThat(read.get("source")).hasToString("camera-7");
        assertThat(read(deserializer("specific.avro.reader", "true"), payload)).isEqualTo(event);
    }

    @Test
    void refusesALatestVersionThatCannotHoldTheRecords() throws IOException {
        registry.add(
                "t-value",
                imageSchema("\"name\": \"id\", \"type\": \"string\"", "\"name\": \"id\", \"type\": \"int\""));
        AvroSerializer<ImageEvent> serializer =
                serializer(false, "auto.register.schemas", "false", "use.latest.version", "true");

        assertThatThrownBy(() -> serializer.serialize("t", Events.image(new byte[0])))
                .isInstanceOf(SchemaRefusedException.class);
    }

    @Test
    void passesOnThatTheRegistryIsOut() {
        AvroSerializer<ImageEvent> serializer = serializer(false);
        registry.next(503, 0);

        assertThatThrownBy(() -> serializer.serialize("t", Events.image(new byte[0])))
                .isInstanceOf(RegistryUnavailableException.class);
        assertThat(serializer.serialize("t", Events.image(new byte[0]))).isNotNull();
    }

    @Test
    void passesTombstones() {
        assertThat(serializer(false).serialize("t", null)).isNull();
        assertThat(deserializer().deserialize("t", null)).isNull();
        assertThat(registry.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"specific.avro.reader, true", "specific.avro.value.type, io.inferencestream.event.PredictionEvent"})
    void readsGeneratedClassesWhenToldTo(String key, String value) {
        byte[] payload = RecordWriter.<PredictionEvent>ofValues(registry.client(), Map.of(), "t")
                .write(Events.prediction());

        assertThat(read(deserializer(key, value), payload)).isEqualTo(Events.prediction());
    }

    @Test
    void readsLogicalTypesWhenToldTo() {
        byte[] payload = RecordWriter.<PredictionEvent>ofValues(registry.client(), Map.of(), "t")
                .write(Events.prediction());

        GenericRecord read = (GenericRecord) read(deserializer("avro.use.logical.type.converters", "true"), payload);

        assertThat(read.get("capturedAt")).isEqualTo(Events.CAPTURED);
    }

    @Test
    void writesWhatItReadAsGenericRecords() {
        byte[] payload = RecordWriter.<PredictionEvent>ofValues(registry.client(), Map.of(), "t")
                .write(Events.prediction());
        RecordWriter<IndexedRecord> writer = RecordWriter.ofValues(registry.client(), Map.of(), "copy");

        for (String converters : new String[] {"false", "true"}) {
            byte[] copy = writer.write(read(deserializer("avro.use.logical.type.converters", converters), payload));

            assertThat(read(deserializer("specific.avro.reader", "true"), copy)).isEqualTo(Events.prediction());
        }
    }

    @Test
    void loadsNoClassThatASchemaNames() {
        int id = registry.add(
                "evil",
                "{\"type\":\"record\",\"name\":\"ProcessBuilder\",\"namespace\":\"java.lang\",\"fields\":[]}",
                "[]");
        byte[] payload = new byte[5];
        WireFormat.putHeader(payload, id);

        assertThatThrownBy(() -> read(deserializer("specific.avro.reader", "true"), payload))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("no trusted class for java.lang.ProcessBuilder");
    }

    @ParameterizedTest
    @CsvSource({"value.subject.name.strategy, MyStrategy", "auto.register.schemas, perhaps", "use.schema.id, seven"})
    void namesAWrongSettingOfTheSerializer(String key, String value) {
        assertThatThrownBy(() -> serializer(false, key, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(value);
    }

    @ParameterizedTest
    @CsvSource({
        "specific.avro.value.type, no.such.Type",
        "specific.avro.value.type, java.lang.String",
        "specific.avro.reader, perhaps"
    })
    void namesAWrongSettingOfTheDeserializer(String key, String value) {
        assertThatThrownBy(() -> deserializer(key, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(value);
    }

    private AvroSerializer<ImageEvent> serializer(boolean isKey, String... keysAndValues) {
        AvroSerializer<ImageEvent> serializer = new AvroSerializer<>();
        serializer.configure(registry.config(keysAndValues), isKey);
        return serializer;
    }

    private AvroDeserializer<IndexedRecord> deserializer(String... keysAndValues) {
        AvroDeserializer<IndexedRecord> deserializer = new AvroDeserializer<>();
        deserializer.configure(registry.config(keysAndValues), false);
        return deserializer;
    }

    private static IndexedRecord read(AvroDeserializer<IndexedRecord> deserializer, byte @Nullable [] payload) {
        IndexedRecord read = deserializer.deserialize("t", payload);
        if (read == null) {
            throw new AssertionError("a record became a tombstone");
        }
        return read;
    }

    /** The schema's file with replacements, each a text and what takes its place. */
    private static Schema imageSchema(String... replacements) throws IOException {
        String text = Files.readString(Path.of("src/main/avro/ImageEvent.avsc"));
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(text).contains(replacements[i]);
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        return new Schema.Parser().parse(text);
    }
}
