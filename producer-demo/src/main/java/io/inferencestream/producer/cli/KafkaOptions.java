package io.inferencestream.producer.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How to reach Kafka and the schema registry. */
final class KafkaOptions {
    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    private static final String REGISTRY_URL = "schema.registry.url";

    private final Map<String, String> environment;

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description = "Brokers to begin with (default: $PRODUCER_DEMO_BOOTSTRAP_SERVER, or 127.0.0.1:9092).")
    private @Nullable String bootstrapServer;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "Schema registry, any that speaks Confluent's API (default: $PRODUCER_DEMO_REGISTRY, or"
                    + " http://127.0.0.1:8081).")
    private @Nullable String registry;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Properties of Kafka's clients and of the registry's, e.g. for TLS and passwords.")
    private @Nullable Path commandConfig;

    @Option(
            names = "--property",
            paramLabel = "KEY=VALUE",
            description = "One such property; goes before the file. Repeatable.")
    private Map<String, String> properties = new LinkedHashMap<>();

    KafkaOptions() {
        this(System.getenv());
    }

    /** @param environment where a container is told the two addresses */
    KafkaOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * The environment's addresses, then the file's properties, then the single ones, then the options' addresses, each over
     * the ones before.
     */
    Map<String, String> properties(CommandLine command) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(BOOTSTRAP_SERVERS, environment.getOrDefault("PRODUCER_DEMO_BOOTSTRAP_SERVER", "127.0.0.1:9092"));
        all.put(REGISTRY_URL, environment.getOrDefault("PRODUCER_DEMO_REGISTRY", "http://127.0.0.1:8081"));
        if (commandConfig != null) {
            all.putAll(read(command, commandConfig));
        }
        all.putAll(properties);
        if (bootstrapServer != null) {
            all.put(BOOTSTRAP_SERVERS, bootstrapServer);
        }
        if (registry != null) {
            all.put(REGISTRY_URL, registry);
        }
        return all;
    }

    private static Map<String, String> read(CommandLine command, Path file) {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            read.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(command, "--command-config cannot be read: " + file + " (" + e + ")", e);
        }
        Map<String, String> properties = new LinkedHashMap<>();
        read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
        return properties;
    }
}
