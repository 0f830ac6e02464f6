package io.inferencestream.chaos;

import io.inferencestream.chaos.process.StreamSetup;
import io.inferencestream.chaos.process.StreamTopics;
import io.inferencestream.gateway.app.Gateway;
import io.inferencestream.testkit.fork.Fork;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway in a process of its own, on a free port, in front of the stream of a setup. */
final class GatewayProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready (http://\\S+)");

    private final ForkedJvm jvm;

    private GatewayProcess(ForkedJvm jvm) {
        this.jvm = jvm;
    }

    /** @param settings more lines of its YAML */
    static GatewayProcess start(String name, StreamSetup setup, List<String> settings) throws IOException {
        StreamTopics topics = setup.topics();
        List<String> lines = new ArrayList<>(List.of(
                "application: " + topics.prefix(),
                "server: {port: 0}",
                "input: {topic: " + topics.images() + "}",
                "output: {predictions: " + topics.predictions() + ", deadLetters: " + topics.deadLetters()
                        + ", models: " + topics.models() + "}",
                "registry: {schema.registry.url: '" + setup.registryUrl() + "'}",
                "kafka: {bootstrap.servers: '" + setup.bootstrapServers() + "'}"));
        lines.addAll(settings);
        Path config = Files.write(setup.folder().resolve(name + ".yaml"), lines);
        return new GatewayProcess(Fork.of(Gateway.class)
                .small()
                .arguments("run", "--config", config.toString())
                .start(setup.folder().resolve(name + ".log")));
    }

    ForkedJvm jvm() {
        return jvm;
    }

    /** Whether it has said where it listens. */
    boolean isListening() {
        return READY.matcher(jvm.output()).find();
    }

    /** Where it listens. */
    URI address() {
        Matcher ready = READY.matcher(jvm.output());
        if (!ready.find()) {
            throw new IllegalStateException("does not listen: " + jvm.output());
        }
        return URI.create(ready.group(1));
    }

    @Override
    public void close() {
        jvm.close();
    }
}
