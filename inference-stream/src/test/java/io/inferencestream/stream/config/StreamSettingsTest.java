package io.inferencestream.stream.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.kit.properties.Delivery;
import io.inferencestream.tracing.TracingSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamSettingsTest {
    private static final String LEAST = "kafka: {bootstrap.servers: broker:9092}\n";

    @Test
    void needsNothingButABroker() {
        StreamSettings settings = parse(LEAST);

        assertThat(settings.application()).isEqualTo("inference-stream-images");
        assertThat(settings.delivery()).isEqualTo(Delivery.EXACTLY_ONCE);
        assertThat(settings.input()).isEqualTo(new StreamSettings.Input("images", InputFormat.AVRO));
        assertThat(settings.output())
                .isEqualTo(new StreamSettings.Output("predictions", "images-dead-letters", "models"));
        assertThat(settings.models())
                .isEqualTo(new StreamSettings.Models(
                        Path.of("models"), List.of(), Optional.empty(), Optional.empty(), "auto", 0, 0));
        assertThat(settings.batch()).isEqualTo(new StreamSettings.Batch(0, Duration.ZERO));
        assertThat(settings.limits())
                .isEqualTo(new StreamSettings.Limits(8 << 20, 67_108_864, 0, List.of(), 0, 0, Duration.ofSeconds(30)));
        assertThat(settings.threads()).isEqualTo(new StreamSettings.Threads(0, 0));
        assertThat(settings.startup().maxWait()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.reject()).isEmpty();
        assertThat(settings.registry()).isEqualTo(Map.of("schema.registry.url", "http://127.0.0.1:8081"));
        assertThat(settings.kafka()).isEqualTo(Map.of("bootstrap.servers", "broker:9092"));
    }

    @Test
    void readsEveryKeyOfOurs() {
        StreamSettings settings = parse("""
                application: skin
                instance: north
                delivery: at-least-once
                input: {topic: photos, format: bytes}
                output: {predictions: p, deadLetters: d, models: m}
                models:
                  repository: /srv/models
                  serve: [melanoma/3, fashion]
                  default: melanoma/3
                  engine: onnxruntime
                  device: gpu:1
                  predictors: 2
                  intraOpThreads: 4
                batch: {maxSize: 32, linger: 5ms}
                limits:
                  imageBytes: 2MiB
                  imagePixels: 1_000_000
                  imageHeldBytes: 128MiB
                  imageFormats: [jpeg, tiff]
                  inFlightBytes: 1GiB
                  inFlightRecords: 500
                  predictTimeout: 1m
                threads: {stream: 3, decode: 8}
                startup: {maxWait: 0}
                observe: {host: 0.0.0.0, port: 9464}
                tracing: {endpoint: "http://collector:4318/v1/traces", rootPercent: 5}
                stateDirectory: /var/lib/skin
                reject: [photos-0@17]
                registry: {schema.registry.url: "http://registry:8081"}
                kafka:
                  bootstrap.servers: [a:1, b:2]
                  consumer.fetch.min.bytes: 1
                """);

        assertThat(settings)
                .isEqualTo(new StreamSettings(
                        "skin",
                        "north",
                        Delivery.AT_LEAST_ONCE,
                        new StreamSettings.Input("photos", InputFormat.BYTES),
                        new StreamSettings.Output("p", "d", "m"),
                        new StreamSettings.Models(
                                Path.of("/srv/models"),
                                List.of(ModelRef.parse("melanoma/3"), ModelRef.parse("fashion")),
                                Optional.of(ModelRef.parse("melanoma/3")),
                                Optional.of("onnxruntime"),
                                "gpu:1",
                                2,
                                4),
                        new StreamSettings.Batch(32, Duration.ofMillis(5)),
                        new StreamSettings.Limits(
                                2 << 20,
                                1_000_000,
                                128 << 20,
                                List.of(ImageFormat.JPEG, ImageFormat.TIFF),
                                1 << 30,
                                500,
                                Duration.ofMinutes(1)),
                        new StreamSettings.Threads(3, 8),
                        new StreamSettings.Startup(Duration.ZERO),
                        new StreamSettings.Observe("0.0.0.0", OptionalInt.of(9464)),
                        new TracingSettings(Optional.of(URI.create("http://collector:4318/v1/traces")), 5),
                        Path.of("/var/lib/skin"),
                        List.of(new RecordId("photos", 0, 17)),
                        Map.of("schema.registry.url", "http://registry:8081"),
                        Map.of("bootstrap.servers", "a:1,b:2", "consumer.fetch.min.bytes", "1")));
    }

    @Test
    void keepsTheTextOfKafkasValuesAsItIsWritten() {
        StreamSettings settings = parse("""
                kafka:
                  bootstrap.servers: b:1
                  linger.ms: 010
                  client.rack: yes
                  ssl.keystore.password: 0x1F
                """);

        assertThat(settings.kafka())
                .containsEntry("linger.ms", "010")
                .containsEntry("client.rack", "yes")
                .containsEntry("ssl.keystore.password", "0x1F");
    }

    @Test
    void takesAnEmptyKeyAndAnEmptySectionForUnsaid() {
        assertThat(parse(LEAST + "input:\nlimits:\n  imageBytes:\n")).isEqualTo(parse(LEAST));
    }

    @Test
    void namesTheProcessAfterItsHost() {
        StreamSettings settings = StreamSettings.parse(LEAST, Map.of("HOSTNAME", "pod-7"));

        assertThat(settings.instance())
                .isEqualTo("pod-7:" + ProcessHandle.current().pid());
    }

    @Test
    void keepsStateBelowTheTemporaryDirectoryUntilToldOtherwise() {
        assertThat(parse(LEAST + "application: skin").stateDirectory())
                .isEqualTo(Path.of(System.getProperty("java.io.tmpdir"), "skin"));
    }

    @Test
    void loadsAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("stream.yaml"), LEAST);

        assertThat(StreamSettings.load(file, Map.of("HOSTNAME", "host"))).isEqualTo(parse(LEAST));
    }

    @Test
    void showsWhatIsInEffectAsAConfigurationThatReadsTheSame() {
        String yaml = LEAST + """
                instance: "a: #b"
                models: {serve: [x/1, y], engine: tensorflow, repository: "my models"}
                reject: [images-1@2, images-3@4]
                registry: {bearer.auth.token: "it's: here"}
                """;

        String inEffect = StreamSettings.inEffect(yaml, Map.of());

        assertThat(inEffect).contains("bearer.auth.token: '***'");
        assertThat(parse(inEffect.replace("'***'", "\"it's: here\""))).isEqualTo(parse(yaml));
    }

    @Test
    void showsNoSecret() {
        String yaml = """
                kafka:
                  bootstrap.servers: b:1
                  ssl.key.password: open-sesame
                  producer.sasl.jaas.config: open-sesame
                  ssl.keystore.key: open-sesame
                  sasl.oauthbearer.client.credentials.client.secret: open-sesame
                registry:
                  schema.registry.url: https://user:open-sesame@registry:8081
                  basic.auth.user.info: user:open-sesame
                  basic.auth.credentials.source: USER_INFO
                  bearer.auth.token: open-sesame
                """;

        assertThat(StreamSettings.inEffect(yaml, Map.of()))
                .doesNotContain("open-sesame")
                .contains("https://***@registry:8081", "credentials.source: USER_INFO");
        assertThat(parse(yaml).toString()).doesNotContain("open-sesame");
    }

    private static StreamSettings parse(String yaml) {
        return StreamSettings.parse(yaml, Map.of("HOSTNAME", "host"));
    }
}
