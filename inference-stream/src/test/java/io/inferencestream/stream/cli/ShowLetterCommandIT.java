package io.inferencestream.stream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.outcome.RejectionReason;
import io.inferencestream.event.ImageEvent;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.stream.event.SourceRecord;
import io.inferencestream.stream.resend.TestLetters;
import io.inferencestream.testkit.image.Pngs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of a dead letter. */
final class ShowLetterCommandIT {
    private static LocalBroker broker;
    private static DevelopmentRegistry registry;
    private static TestLetters letters;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startClusterWithLetters() {
        broker = LocalBroker.start(BrokerOptions.defaults());
        registry = DevelopmentRegistry.start(RegistryOptions.defaults());
        broker.createTopic("images", 1);
        broker.createTopic("images-dead-letters", 1, Map.of("max.message.bytes", "1200000"));
        letters = new TestLetters(broker.bootstrapServers(), "images", "images-dead-letters");
        letters.write(
                List.of(record(0, event()), record(1, "no event".getBytes(StandardCharsets.UTF_8))),
                RejectionReason.CORRUPT_IMAGE,
                "m/1");
    }

    @AfterAll
    static void stopCluster() {
        registry.close();
        broker.close();
    }

    @BeforeEach
    void writeSettings() throws Exception {
        writeSettings(registry.url().toString());
    }

    private void writeSettings(String registryUrl) throws Exception {
        Files.writeString(
                folder.resolve("stream.yaml"),
                "registry: {schema.registry.url: '" + registryUrl + "'}\nkafka: {bootstrap.servers: '"
                        + broker.bootstrapServers() + "'}");
    }

    @Test
    void showsTheFieldsOfAnEventWhoseSchemaTheRegistryKnows() throws Exception {
        Path image = folder.resolve("image.png");

        Typed shown = show(0, "--image", image.toString());

        assertThat(shown.code()).as(shown.err()).isZero();
        assertThat(shown.out())
                .containsPattern("value    \\d+ bytes, an image event\n")
                .contains("  id          image-17\n")
                .contains("  source      1b 5b 32 4a 65 76 69 6c\n")
                .contains("  captured    2026-01-31T12:00:00Z\n")
                .contains("  model       the stream's default\n")
                .contains("  image       " + Pngs.gray(9).length + " bytes: 89 50 4e 47")
                .contains("  media type  image/png\n")
                .contains("  attribute   ward: north\n");
        assertThat(image).hasBinaryContent(Pngs.gray(9));
    }

    @Test
    void showsBytesAndTheReasonWhereTheValueIsNoEvent() {
        Typed shown = show(1, "--image", folder.resolve("image").toString());

        assertThat(shown.out())
                .contains("value    8 bytes, not readable as an image event: ")
                .contains("  no event\n");
        assertThat(shown.code()).isEqualTo(1);
        assertThat(shown.err()).contains("It has no image to write.");
    }

    @Test
    void showsBytesAndTheReasonWhereTheRegistryIsGone() throws Exception {
        writeSettings("http://127.0.0.1:1");

        Typed shown = show(0);

        assertThat(shown.code()).isZero();
        assertThat(shown.out()).contains("its schema could not be had: ").contains("  00 00 00 00");
    }

    private Typed show(int offset, String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "dead-letters";
        arguments[1] = "show";
        arguments[2] = "images-dead-letters-0@" + offset;
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Typed.command(folder.resolve("stream.yaml"), arguments);
    }

    private static SourceRecord record(long offset, byte[] value) {
        return new SourceRecord(
                new RecordId("images", 0, offset), null, value, new RecordHeaders(), System.currentTimeMillis());
    }

    /** Of a source that would clear the screen. */
    private static byte[] event() {
        RecordWriter<ImageEvent> writer = RecordWriter.ofValues(
                SchemaRegistryClient.of(
                        Map.of("schema.registry.url", registry.url().toString())),
                Map.of(),
                "images");
        return writer.write(new ImageEvent(
                "image-17",
                "\u001b[2Jevil",
                Instant.parse("2026-01-31T12:00:00Z"),
                null,
                ByteBuffer.wrap(Pngs.gray(9)),
                "image/png",
                null,
                Map.of("ward", "north")));
    }
}
