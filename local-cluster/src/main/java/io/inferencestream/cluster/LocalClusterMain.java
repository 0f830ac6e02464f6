package io.inferencestream.cluster;

import io.inferencestream.cluster.broker.BrokerException;
import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.loopback.PortTakenException;
import io.inferencestream.cluster.registry.RegistryException;
import io.inferencestream.cluster.registry.RegistryOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a local cluster in a process of its own until it is told to end. */
@Command(
        name = "local-cluster",
        description = "Runs Kafka and a development schema registry on 127.0.0.1 until SIGTERM or Ctrl-C.",
        footer = {
            "",
            "Prints one line when clients can connect:",
            "  ready bootstrap=127.0.0.1:9092 registry=http://127.0.0.1:8081",
            "Exit status: 0 when told to end, 1 if the broker broke, 2 if it cannot start as asked."
        })
public final class LocalClusterMain implements Callable<Integer> {
    private static final String LARGEST = "message.max.bytes";
    private static final String KAFKAS_LARGEST = "1048588";
    private static final String LOGGING = "logback.configurationFile";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "9092",
            description = "Kafka's port, 0 for a free one (${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--registry-port",
            paramLabel = "N",
            defaultValue = "8081",
            description = "the registry's port, 0 for a free one (${DEFAULT-VALUE})")
    private int registryPort;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "keeps topics and schemas for the next start; without it they are gone at the end")
    private @Nullable Path directory;

    @Option(
            names = "--topics",
            paramLabel = "NAME:PARTITIONS[:KEY=VALUE]",
            split = ",",
            converter = TopicSpec.Converter.class,
            description = "topics to create unless they are there, such as images:6,models:1:cleanup.policy=compact;"
                    + " one whose name ends in dead-letters takes 64 KiB more than the others")
    private List<TopicSpec> topics = new ArrayList<>();

    @Option(
            names = "--property",
            paramLabel = "KEY=VALUE",
            description = "a broker property of Kafka's, such as log.retention.ms=60000")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "shows this")
    private boolean isHelpAsked;

    private volatile boolean isServing;

    private LocalClusterMain() {}

    public static void main(String[] args) {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "io/inferencestream/cluster/standalone-logback.xml");
        }
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new LocalClusterMain());
    }

    @Override
    public Integer call() {
        CompletableFuture<BrokerException> failure = new CompletableFuture<>();
        try (LocalCluster cluster = start(failure)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(cluster), "local-cluster-end"));
            topics.forEach(topic -> cluster.broker()
                    .createTopic(topic.name(), topic.partitions(), topic.config(largestMessageBytes())));
            isServing = true;
            System.out.println("ready bootstrap=" + cluster.broker().bootstrapServers() + " registry="
                    + cluster.registry().url());
            BrokerException reason = failure.join();
            isServing = false;
            System.err.println("local-cluster: " + reason.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        } catch (PortTakenException e) {
            String option = e.port() == port ? "--port" : "--registry-port";
            return refuse(new PortTakenException(e.port(), option + ", where 0 takes a free one"));
        } catch (BrokerException | RegistryException | IllegalArgumentException e) {
            return refuse(e);
        }
    }

    private LocalCluster start(CompletableFuture<BrokerException> failure) {
        BrokerOptions broker = BrokerOptions.defaults()
                .port(port)
                .onFailure(directory == null ? failure::complete : LocalClusterMain::halt);
        for (Map.Entry<String, String> property : properties.entrySet()) {
            broker = broker.property(property.getKey(), property.getValue());
        }
        RegistryOptions registry = RegistryOptions.defaults().port(registryPort);
        return directory == null
                ? LocalCluster.start(broker, registry)
                : LocalCluster.startIn(directory, broker, registry);
    }

    /**
     * Kafka wants to halt, on its own thread: what it would still do to a log that is kept, after its disk has failed it,
     * nobody has thought through.
     */
    private static void halt(BrokerException reason) {
        System.err.println("local-cluster: " + reason.getMessage());
        Runtime.getRuntime().halt(CommandLine.ExitCode.SOFTWARE);
    }

    /** What topics take by default: the broker's own limit. */
    private int largestMessageBytes() {
        return Integer.parseInt(properties.getOrDefault(LARGEST, KAFKAS_LARGEST));
    }

    /** A JVM that ends by a signal reports 143 for SIGTERM; halting is the only way to report that all went well. */
    private void end(LocalCluster cluster) {
        cluster.close();
        if (isServing) {
            Runtime.getRuntime().halt(CommandLine.ExitCode.OK);
        }
    }

    private static int refuse(RuntimeException reason) {
        System.err.println("local-cluster: " + reason.getMessage());
        return CommandLine.ExitCode.USAGE;
    }
}
