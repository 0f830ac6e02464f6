package io.inferencestream.stream.kill;

import static org.awaitility.Awaitility.await;

import io.inferencestream.cluster.LocalClusterMain;
import io.inferencestream.event.ImageEvent;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.stream.cli.InferenceStream;
import io.inferencestream.stream.topology.TestImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A cluster in a process of its own, the topics of one stream, and that stream's processes. */
final class KillBench implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern READY = Pattern.compile("ready bootstrap=(\\S+) registry=(\\S+)");
    private static final int DAMAGED_EVERY = 50;

    private final Path folder;
    private final ForkedJvm cluster;
    private final String bootstrap;
    private final String registry;
    private final Admin admin;
    private final TestTopics topics;
    private final List<String> settings;

    private KillBench(Path folder, TestTopics topics, List<String> settings) {
        this.folder = folder;
        this.topics = topics;
        this.settings = settings;
        this.cluster = ForkedJvm.start(
                folder.resolve("cluster.log"), LocalClusterMain.class.getName(), "--port", "0", "--registry-port", "0");
        await().atMost(PATIENCE).until(() -> READY.matcher(cluster.output()).find() || !cluster.isAlive());
        Matcher ready = READY.matcher(cluster.output());
        if (!ready.find()) {
            throw new AssertionError("the cluster did not start: " + cluster.output());
        }
        this.bootstrap = ready.group(1);
        this.registry = ready.group(2);
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    /** Starts the cluster and makes the topics. */
    static KillBench start(Path folder, String prefix, int partitions, String... settings) throws Exception {
        KillBench bench = new KillBench(folder, new TestTopics(prefix, partitions), List.of(settings));
        bench.createTopics();
        return bench;
    }

    private void createTopics() throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(
                        topic(topics.images(), topics.partitions(), Map.of()),
                        topic(topics.predictions(), topics.partitions(), Map.of()),
                        topic(topics.deadLetters(), topics.partitions(), Map.of("max.message.bytes", "1200000")),
                        topic(topics.models(), 1, Map.of("cleanup.policy", "compact"))))
                .all()
                .get();
        await().atMost(PATIENCE).ignoreExceptions().until(this::everyPartitionHasALeader);
    }

    /** A topic is created before its partitions can be written to. */
    private boolean everyPartitionHasALeader() throws ExecutionException, InterruptedException {
        List<String> names = List.of(topics.images(), topics.predictions(), topics.deadLetters(), topics.models());
        return admin.describeTopics(names).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .allMatch(partition -> partition.leader() != null);
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> config) {
        return new NewTopic(name, partitions, (short) 1).configs(config);
    }

    TestTopics topics() {
        return topics;
    }

    /** Starts an instance of the stream; instances of one name share log and state. */
    ForkedJvm stream(String name, String model, String... moreSettings) throws IOException {
        Path repository = folder.resolve("models");
        Path version = Files.createDirectories(repository.resolve(model).resolve("1"));
        Files.write(version.resolve("saved_model.pb"), new byte[] {1});
        Files.writeString(
                version.resolve("model.yaml"),
                "labels: [a, b, c, d]\ntopK: 2\ninput: {width: 2, height: 2, channels: 1, type: uint8}\noutput: softmax\n");
        Path config = folder.resolve(name + ".yaml");
        StringBuilder yaml = new StringBuilder(String.join(
                "\n",
                "application: " + topics.prefix(),
                "input: {topic: " + topics.images() + "}",
                "output: {predictions: " + topics.predictions() + ", deadLetters: " + topics.deadLetters()
                        + ", models: " + topics.models() + "}",
                "models: {repository: '" + repository + "', engine: fake, serve: [" + model + "]}",
                "stateDirectory: '" + folder.resolve(name + "-state") + "'",
                "registry: {schema.registry.url: '" + registry + "'}",
                "kafka:",
                "  bootstrap.servers: " + bootstrap,
                "  session.timeout.ms: 2000",
                "  heartbeat.interval.ms: 400",
                ""));
        settings.forEach(line -> yaml.append(line).append('\n'));
        List.of(moreSettings).forEach(line -> yaml.append(line).append('\n'));
        Files.writeString(config, yaml);
        return ForkedJvm.start(
                folder.resolve(name + ".log"), InferenceStream.class.getName(), "run", "--config", config.toString());
    }

    /** Sends records in turn to the partitions; every fiftieth is damaged. Those of the intensity given are all alike. */
    void send(int count, int intensity) throws ExecutionException, InterruptedException {
        RecordWriter<ImageEvent> writer = RecordWriter.ofValues(
                SchemaRegistryClient.of(Map.of("schema.registry.url", registry)), Map.of(), topics.images());
        List<Future<?>> sent = new ArrayList<>(count);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "max.in.flight.requests.per.connection", 1),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                byte[] image =
                        i % DAMAGED_EVERY == DAMAGED_EVERY - 1 ? TestImages.truncatedPng() : TestImages.png(intensity);
                sent.add(producer.send(new ProducerRecord<>(
                        topics.images(), i % topics.partitions(), null, writer.write(event(i, image)))));
            }
        }
        for (Future<?> one : sent) {
            one.get();
        }
    }

    private static ImageEvent event(int number, byte[] image) {
        return new ImageEvent(
                "image-" + number, "camera", Instant.now(), null, ByteBuffer.wrap(image), null, null, Map.of());
    }

    /** Damaged ones among that many records. */
    static int damaged(int count) {
        return count / DAMAGED_EVERY;
    }

    /** Waits until that many outcomes are written, committed or not. */
    void awaitWritten(long outcomes) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> Outcomes.written(admin, topics) >= outcomes);
    }

    long written() {
        return Outcomes.written(admin, topics);
    }

    Outcomes settled(int atLeast) {
        return Outcomes.settled(admin, topics, bootstrap, registry, atLeast);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
        cluster.close();
    }
}
