package io.inferencestream.schemas.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencestream.event.ImageEvent;
import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.ModelIdentity;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.event.StationTimings;
import io.inferencestream.schemas.avro.AvroDeserializer;
import io.inferencestream.schemas.avro.AvroSerializer;
import io.inferencestream.schemas.avro.RecordReader;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.avro.UnreadableRecordException;
import io.inferencestream.schemas.registry.RegisteredSchema;
import io.inferencestream.schemas.registry.RegistryUnavailableException;
import io.inferencestream.schemas.registry.SchemaNotFoundException;
import io.inferencestream.schemas.registry.SchemaRefusedException;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A registry that is not ours, and a reader that is not ours, understand what we write. */
class ApicurioProof {
    private static final Instant MOMENT = Instant.ofEpochMilli(1_700_000_000_123L);

    private static ApicurioServer server;

    private final Map<String, String> config = Map.of("schema.registry.url", server.url());
    private final SchemaRegistryClient client = SchemaRegistryClient.of(config);

    @BeforeAll
    static void start() throws IOException {
        server = new ApicurioServer(Path.of(System.getProperty("apicurio.folder")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void keepsOurSchemasAndGivesThemBackUnchanged() throws IOException {
        for (String name : List.of("ImageEvent", "PredictionEvent", "ModelAnnouncement")) {
            Schema schema = new Schema.Parser().parse(file(name));

            int id = client.register(name + "-topic-value", schema);

            assertThat(SchemaRegistryClient.of(config).byId(id)).hasToString(schema.toString());
            assertThat(SchemaRegistryClient.of(config).lookUp(name + "-topic-value", schema))
                    .isEqualTo(id);
            assertThat(client.latest(name + "-topic-value"))
                    .isEqualTo(new RegisteredSchema(name + "-topic-value", 1, id, schema));
        }
    }

    @Test
    void carriesRecordsFromSerializerToDeserializer() {
        try (AvroSerializer<PredictionEvent> serializer = new AvroSerializer<>();
                AvroDeserializer<PredictionEvent> deserializer = new AvroDeserializer<>();
                AvroDeserializer<GenericRecord> generic = new AvroDeserializer<>()) {
            serializer.configure(config, false);
            deserializer.configure(Map.of("schema.registry.url", server.url(), "specific.avro.reader", true), false);
            generic.configure(config, false);

            byte[] payload = Objects.requireNonNull(serializer.serialize("round-trip", prediction()));

            assertThat(deserializer.deserialize("round-trip", payload)).isEqualTo(prediction());
            assertThat(Objects.requireNonNull(generic.deserialize("round-trip", payload))
                            .get("device"))
                    .hasToString("cpu");
        }
    }

    @Test
    void takesACompatibleChangeAndRefusesAnIncompatibleOneOnceItChecks() throws Exception {
        String subject = "evolving-value";
        Schema first = new Schema.Parser().parse(file("ImageEvent"));
        Schema wider = changed("{\"name\": \"added\", \"type\": \"int\", \"default\": 7},");
        Schema broken = changed("{\"name\": \"added\", \"type\": \"string\"},");
        int firstId = client.register(subject, first);
        assertThat(server.call("GET", "/config", "").body()).contains("\"NONE\"");
        assertThat(client.isCompatible(subject, broken)).isTrue();

        assertThat(server.call("PUT", "/config/" + subject, "{\"compatibility\":\"BACKWARD\"}")
                        .statusCode())
                .isEqualTo(200);

        assertThat(client.isCompatible(subject, wider)).isTrue();
        int widerId = client.register(subject, wider);
        assertThat(widerId).isNotEqualTo(firstId);
        assertThat(client.latest(subject).version()).isEqualTo(2);
        assertThat(client.isCompatible(subject, broken)).isFalse();
        assertThatThrownBy(() -> client.register(subject, broken))
                .isInstanceOf(SchemaRefusedException.class)
                .hasMessageContaining("409");
    }

    @Test
    void readsARecordThatANewerWriterWrote() throws IOException {
        Schema wider = changed("{\"name\": \"added\", \"type\": \"int\", \"default\": 7},");
        client.register("newer-value", wider);
        RecordWriter<ImageEvent> writer = RecordWriter.ofValues(
                client, Map.of("auto.register.schemas", "false", "use.latest.version", "true"), "newer");
        ImageEvent event =
                new ImageEvent("i", "s", MOMENT, null, ByteBuffer.wrap(new byte[] {1, 2, 3}), null, null, Map.of());

        byte[] payload = writer.write(event);

        assertThat(RecordReader.of(SchemaRegistryClient.of(config), ImageEvent.class)
                        .read(payload))
                .isEqualTo(event);
    }

    @Test
    void resolvesReferences() throws Exception {
        Schema point = SchemaBuilder.record("Point")
                .namespace("g")
                .fields()
                .requiredInt("x")
                .endRecord();
        client.register("g.Point", point);
        String line =
                "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Line\\\",\\\"namespace\\\":\\\"g\\\","
                        + "\\\"fields\\\":[{\\\"name\\\":\\\"from\\\",\\\"type\\\":\\\"g.Point\\\"}]}\",\"references\":"
                        + "[{\"name\":\"g.Point\",\"subject\":\"g.Point\",\"version\":1}]}";
        String answer =
                server.call("POST", "/subjects/line-value/versions", line).body();
        int id = new ObjectMapper().readTree(answer).path("id").asInt();

        Schema read = client.byId(id);

        assertThat(read.getField("from").schema()).isEqualTo(point);
    }

    @Test
    void tellsAMissingSchemaFromAWrongAddressAndFromAnOutage() {
        assertThatThrownBy(() -> client.byId(Integer.MAX_VALUE)).isInstanceOf(SchemaNotFoundException.class);
        assertThatThrownBy(() -> client.latest("no-such-subject")).isInstanceOf(SchemaNotFoundException.class);
        byte[] payload = HexFormat.of().parseHex("000fffffff00");
        assertThatThrownBy(() -> RecordReader.of(client, ImageEvent.class).read(payload))
                .isInstanceOf(UnreadableRecordException.class);
        assertThat(client.isReachable()).isTrue();

        SchemaRegistryClient lost = SchemaRegistryClient.of(Map.of("schema.registry.url", server.url() + "/nowhere"));
        assertThatThrownBy(() -> lost.byId(1)).isInstanceOf(RegistryUnavailableException.class);
        assertThat(lost.isReachable()).isFalse();
    }

    @Test
    void debiansPythonReadsAPrediction() throws Exception {
        byte[] payload = RecordWriter.<PredictionEvent>ofValues(client, Map.of(), "for-python")
                .write(prediction());

        Process python = new ProcessBuilder(
                        System.getProperty("python", "/usr/bin/python3"),
                        "-c",
                        "import json, sys, read_predictions as r;"
                                + "print(json.dumps(r.decode(r.Schemas(sys.argv[1]), bytes.fromhex(sys.argv[2])),"
                                + " default=r.as_json))",
                        server.url(),
                        HexFormat.of().formatHex(payload))
                .directory(Path.of("../docs/clients").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(python.getInputStream().readAllBytes(), UTF_8);

        assertThat(python.waitFor()).isZero();
        JsonNode read = new ObjectMapper().readTree(printed);
        assertThat(read.path("imageId").asText()).isEqualTo("img-ü");
        assertThat(read.path("capturedAt").asText()).startsWith("2023-11-14T22:13:20.123");
        assertThat(read.path("topK").path(0).path("label").asText()).isEqualTo("Sneaker");
        assertThat(read.path("topK").path(0).path("probability").floatValue()).isEqualTo(0.75f);
        assertThat(read.path("scores").size()).isEqualTo(3);
        assertThat(read.path("inputOffset").asLong()).isEqualTo(1L << 40);
    }

    private static PredictionEvent prediction() {
        return PredictionEvent.newBuilder()
                .setImageId("img-ü")
                .setSource("camera-7")
                .setCapturedAt(MOMENT)
                .setPredictedAt(MOMENT.plusMillis(20))
                .setModel(new ModelIdentity("fashion", "1", "00ff"))
                .setTopK(List.of(new LabelProbability("Sneaker", 2, 0.75f, null)))
                .setScores(List.of(0.125f, 0.125f, 0.75f))
                .setInputTopic("images")
                .setInputPartition(3)
                .setInputOffset(1L << 40)
                .setTimings(new StationTimings(1L, 2L, 3L, 4L))
                .setBatchSize(8)
                .setDevice("cpu")
                .setInstance("stream-1")
                .build();
    }

    private static String file(String name) throws IOException {
        return Files.readString(Path.of("src/main/avro/" + name + ".avsc"));
    }

    /** The image event with a field before its others. */
    private static Schema changed(String field) throws IOException {
        return new Schema.Parser()
                .parse(file("ImageEvent")
                        .replaceFirst(
                                Pattern.quote("\"fields\": ["), Matcher.quoteReplacement("\"fields\": [" + field)));
    }
}
