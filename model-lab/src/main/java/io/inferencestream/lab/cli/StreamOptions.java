package io.inferencestream.lab.cli;

import io.inferencestream.lab.kafka.StreamRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which running stream, if any. */
final class StreamOptions {
    @Option(
            names = "--through-kafka",
            paramLabel = "HOST:PORT",
            description = "broker of a running stream that serves the model")
    private @Nullable String broker;

    @Option(
            names = "--registry",
            defaultValue = "http://localhost:8081",
            paramLabel = "URL",
            description = "the stream's schema registry (${DEFAULT-VALUE})")
    private String registry = "";

    @Option(
            names = "--topics",
            defaultValue = "images,predictions,dead-letters",
            split = ",",
            description = "the stream's input, output and dead letters (${DEFAULT-VALUE})")
    private List<String> topics = List.of();

    /** Sends images through the stream; empty where none is named. */
    Optional<StreamRun> run(CommandLine command) {
        if (broker == null) {
            return Optional.empty();
        }
        if (topics.size() != 3) {
            throw new ParameterException(command, "--topics must name three topics: " + topics);
        }
        Map<String, String> properties = Map.of("bootstrap.servers", broker, "schema.registry.url", registry);
        return Optional.of(new StreamRun(properties, topics.get(0), topics.get(1), topics.get(2)));
    }
}
