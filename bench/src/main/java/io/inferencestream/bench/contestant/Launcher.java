package io.inferencestream.bench.contestant;

import io.inferencestream.bench.contestant.Contestant.Kind;
import io.inferencestream.bench.fake.FakeDeviceEngine;
import io.inferencestream.bench.work.WorkSettings;
import io.inferencestream.testkit.fork.BuiltCheckout;
import io.inferencestream.testkit.fork.Fork;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Starts contestants, each with the same heap and the same JVM. */
public final class Launcher {
    private static final String KAFKA = "kafka.";

    private final PeerPaths peers;
    private final Path work;
    private final List<String> javaOptions;
    private final List<String> streamSettings;
    private final @Nullable Path checkout;

    /**
     * A launcher.
     *
     * @param peers finds the class paths of peers
     * @param work folder for logs, configurations and state
     * @param javaOptions of every contestant's JVM
     * @param streamSettings more lines of the stream's own configuration, to try what they do, such as
     *     {@code threads: {stream: 2}} or {@code kafka.producer.linger.ms: 2}; none to measure it as it is
     * @param checkout the stream is the one built there; null for this one's
     */
    public Launcher(
            PeerPaths peers,
            Path work,
            List<String> javaOptions,
            List<String> streamSettings,
            @Nullable Path checkout) {
        this.peers = peers;
        this.work = work;
        this.javaOptions = List.copyOf(javaOptions);
        this.streamSettings = List.copyOf(streamSettings);
        this.checkout = checkout;
    }

    /** Starts so many instances of a contestant, which share the work of one application. */
    public Instances start(Contestant contestant, WorkSettings settings, int instances) {
        List<ForkedJvm> processes = new ArrayList<>();
        for (int i = 1; i <= instances; i++) {
            processes.add(start(contestant, settings, settings.application() + "-" + i));
        }
        return new Instances(processes);
    }

    private ForkedJvm start(Contestant contestant, WorkSettings settings, String instance) {
        Kind kind = contestant.kind();
        String classPath = kind.module().map(peers::classPath).orElseGet(() -> classPath(kind));
        Fork fork = Fork.of(kind.mainClass())
                .classPath(classPath)
                .options(javaOptions)
                .options(opens(kind))
                .options("-Djava.io.tmpdir=" + temporary());
        boolean isOurs = kind == Kind.OURS || kind == Kind.OURS_NO_MODEL;
        fork = isOurs
                ? fork.arguments(
                        "run",
                        "--config",
                        config(contestant, settings, instance).toString())
                : fork.arguments(settings.arguments())
                        .options("-Dlogback.configurationFile=io/inferencestream/bench/contestant/logback.xml");
        return fork.start(work.resolve(instance + ".log"));
    }

    private String classPath(Kind kind) {
        return checkout == null || kind != Kind.OURS
                ? Fork.ownClassPath()
                : BuiltCheckout.classPath(checkout, kind.mainClass());
    }

    /** What contestants leave behind goes with the bench's own folder. */
    private Path temporary() {
        try {
            return Files.createDirectories(work.resolve("tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Flink copies values by reflection into the JDK. */
    private static List<String> opens(Kind kind) {
        return kind == Kind.FLINK
                ? List.of("--add-opens=java.base/java.util=ALL-UNNAMED", "--add-opens=java.base/java.lang=ALL-UNNAMED")
                : List.of();
    }

    private Path config(Contestant contestant, WorkSettings settings, String instance) {
        List<String> lines = new ArrayList<>(List.of(
                "application: " + settings.application(),
                "delivery: " + (settings.exactlyOnce() ? "exactly-once" : "at-least-once"),
                "input: {topic: " + settings.input() + "}",
                "output: {predictions: " + settings.output() + ", deadLetters: " + settings.output() + DEAD_LETTERS
                        + ", models: " + settings.output() + MODELS + "}",
                "stateDirectory: '" + work.resolve(instance) + "'",
                "registry: {schema.registry.url: '" + settings.registry() + "'}",
                "kafka: {bootstrap.servers: '" + settings.bootstrap() + "'" + kafkaSettings() + "}"));
        boolean isFake = contestant.kind() == Kind.OURS_NO_MODEL;
        lines.add("models: {repository: '" + settings.repository() + "'"
                + (isFake ? ", engine: " + FakeDeviceEngine.NAME : "") + "}");
        if (isFake) {
            lines.add("batch: {maxSize: " + settings.batch() + "}");
        }
        lines.addAll(
                streamSettings.stream().filter(line -> !line.startsWith(KAFKA)).toList());
        Path file = work.resolve(instance + ".yaml");
        try {
            return Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings of Kafka's stand in one map with those that every run needs. */
    private String kafkaSettings() {
        return streamSettings.stream()
                .filter(line -> line.startsWith(KAFKA))
                .map(line -> ", " + line.substring(KAFKA.length()))
                .collect(Collectors.joining());
    }

    /** What the stream's topic of dead letters is called, after the topic of predictions. */
    public static final String DEAD_LETTERS = "-dead-letters";

    /** What the stream's topic of models is called, after the topic of predictions. */
    public static final String MODELS = "-models";
}
