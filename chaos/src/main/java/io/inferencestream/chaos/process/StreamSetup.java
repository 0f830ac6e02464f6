package io.inferencestream.chaos.process;

import io.inferencestream.chaos.engine.ChaosEngine;
import io.inferencestream.chaos.engine.Temper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How instances of the stream are set up: all alike, but for a name, a state directory and a log of their own.
 *
 * @param folder where they keep everything
 * @param topics of the stream
 * @param bootstrapServers of the broker
 * @param registryUrl of the schema registry
 * @param temper the model that they serve
 * @param settings more lines of their YAML; those that begin with two spaces belong to {@code kafka} and come first
 * @param program that each begins with
 */
public record StreamSetup(
        Path folder,
        StreamTopics topics,
        String bootstrapServers,
        String registryUrl,
        Temper temper,
        List<String> settings,
        Program program) {

    /** The same, but for what the instances begin with. */
    StreamSetup running(Program another) {
        return new StreamSetup(folder, topics, bootstrapServers, registryUrl, temper, settings, another);
    }

    /** Writes an instance's configuration. */
    Path configure(String instance) {
        try {
            Path repository = writeModel();
            List<String> lines = new ArrayList<>(List.of(
                    "application: " + topics.prefix(),
                    "instance: " + instance,
                    "input: {topic: " + topics.images() + "}",
                    "output: {predictions: " + topics.predictions() + ", deadLetters: " + topics.deadLetters()
                            + ", models: " + topics.models() + "}",
                    "models: {repository: '" + repository + "', engine: " + ChaosEngine.NAME + ", serve: ["
                            + temper.modelName() + "]}",
                    "stateDirectory: '" + folder.resolve(instance + "-state") + "'",
                    "registry: {schema.registry.url: '" + registryUrl + "'}",
                    "kafka:",
                    "  bootstrap.servers: " + bootstrapServers));
            lines.addAll(settings);
            return Files.write(folder.resolve(instance + ".yaml"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path writeModel() throws IOException {
        Path repository = folder.resolve("models");
        Path version =
                Files.createDirectories(repository.resolve(temper.modelName()).resolve("1"));
        if (Files.notExists(version.resolve("model.yaml"))) {
            Files.write(version.resolve("saved_model.pb"), new byte[] {1});
            Files.writeString(
                    version.resolve("model.yaml"),
                    "labels: [a, b, c, d]\ntopK: 2\ninput: {width: 2, height: 2, channels: 1, type: uint8}\n"
                            + "output: probabilities\n");
        }
        return repository;
    }
}
