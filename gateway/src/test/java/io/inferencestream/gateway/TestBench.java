package io.inferencestream.gateway;

import static org.awaitility.Awaitility.await;

import io.inferencestream.cluster.LocalCluster;
import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.event.ImageEvent;
import io.inferencestream.gateway.app.GatewayApp;
import io.inferencestream.gateway.config.GatewaySettings;
import io.inferencestream.gateway.config.KafkaClients;
import io.inferencestream.kit.lifecycle.StartupException;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.stream.app.StreamApp;
import io.inferencestream.stream.config.StreamSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A cluster with the topics of one stream; makes streams and gateways for it. */
public final class TestBench implements AutoCloseable {
    public static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int PARTITIONS = 2;

    private final LocalCluster cluster;
    private final Path folder;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestBench(LocalCluster cluster, Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    public static TestBench start(Path folder) throws IOException {
        TestBench bench =
                new TestBench(LocalCluster.start(BrokerOptions.defaults(), RegistryOptions.defaults()), folder);
        Path version = Files.createDirectories(folder.resolve("models/toy/1"));
        Files.write(version.resolve("saved_model.pb"), new byte[] {1});
        Files.writeString(
                version.resolve("model.yaml"),
                "labels: [a, b, c, d]\ntopK: 2\ninput: {width: 2, height: 2, channels: 1, type: uint8}\n");
        bench.cluster.broker().createTopic("images", PARTITIONS);
        bench.cluster.broker().createTopic("predictions", PARTITIONS);
        bench.cluster.broker().createTopic("images-dead-letters", PARTITIONS, Map.of("max.message.bytes", "1200000"));
        bench.cluster.broker().createTopic("models", 1, Map.of("cleanup.policy", "compact"));
        return bench;
    }

    public LocalCluster cluster() {
        return cluster;
    }

    /** A stream in at-least-once mode: a gateway reads committed records, and there every record is. */
    public StreamApp stream(String name) throws StartupException {
        return stream(name, "  session.timeout.ms: 2000");
    }

    /** The same with Kafka's own keys, a line each, the session's time-out among them; and with sections after them. */
    public StreamApp stream(String name, String... kafka) throws StartupException {
        List<String> keys = new ArrayList<>(List.of("  heartbeat.interval.ms: 400"));
        keys.addAll(List.of(kafka));
        return StreamApp.start(
                StreamSettings.parse(
                        String.join(
                                "\n",
                                "application: test",
                                "instance: " + name,
                                "delivery: at-least-once",
                                "models: {repository: '" + folder.resolve("models") + "', engine: fake}",
                                "stateDirectory: '" + folder.resolve(name + "-state") + "'",
                                clients(keys.toArray(String[]::new))),
                        Map.of()),
                outcome -> {});
    }

    private String clients(String... more) {
        return "registry: {schema.registry.url: '" + cluster.registry().url() + "'}\nkafka:\n  bootstrap.servers: "
                + cluster.broker().bootstrapServers() + "\n" + String.join("\n", more);
    }

    /** A gateway on a free port, once it takes requests. */
    public GatewayApp gateway(String... settings) {
        GatewayApp gateway = unready(settings);
        await().atMost(PATIENCE).until(gateway::isReady);
        return gateway;
    }

    /** A gateway that reads outcomes and whose requests never get to the broker. */
    public GatewayApp mute(String... settings) {
        GatewayApp gateway = GatewayApp.start(GatewaySettings.parse(
                "application: test\nserver: {port: 0}\n" + String.join("\n", settings) + "\n"
                        + clients("  producer.bootstrap.servers: 127.0.0.1:1"),
                Map.of()));
        await().atMost(PATIENCE).until(gateway::isReady);
        return gateway;
    }

    /** A gateway on a free port, at once. */
    public GatewayApp unready(String... settings) {
        return GatewayApp.start(settings(settings));
    }

    public GatewaySettings settings(String... settings) {
        List<String> all = List.of(settings);
        String server = all.stream().anyMatch(line -> line.startsWith("server:")) ? "" : "server: {port: 0}\n";
        return GatewaySettings.parse(
                "application: test\n" + server + String.join("\n", settings) + "\n" + clients(), Map.of());
    }

    /** Sends an image by no gateway, as other producers do, under an id of their own. */
    public void send(String id, byte[] image) {
        send(id, null, image);
    }

    /** The same for a model, NAME/VERSION. */
    public void sendFor(String model, String id, byte[] image) {
        send(id, model, image);
    }

    private void send(String id, @Nullable String model, byte[] image) {
        GatewaySettings settings = settings();
        RecordWriter<ImageEvent> writer =
                RecordWriter.ofValues(SchemaRegistryClient.of(settings.registry()), settings.registry(), "images");
        byte[] value = writer.write(new ImageEvent(
                id, "camera", Instant.now(), model, ByteBuffer.wrap(image), "image/png", null, Map.of()));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaClients(settings).producer()) {
            producer.send(new ProducerRecord<>("images", value));
        }
    }

    public HttpResponse<String> get(GatewayApp gateway, String path, String... headers)
            throws IOException, InterruptedException {
        return send(request(gateway, path, headers).GET());
    }

    public HttpResponse<String> post(GatewayApp gateway, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return send(request(gateway, path, headers).POST(BodyPublishers.ofByteArray(body)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    public HttpClient http() {
        return http;
    }

    public static HttpRequest.Builder request(GatewayApp gateway, String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(gateway.address() + path)).timeout(PATIENCE);
        return headers.length == 0 ? request : request.headers(headers);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
