package io.inferencestream.stream.app;

import io.inferencestream.event.PredictionEvent;
import io.inferencestream.kit.check.Finding;
import io.inferencestream.kit.check.RegistryCheck;
import io.inferencestream.kit.check.SchemaCheck;
import io.inferencestream.kit.lifecycle.StartupException;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.RegistryUnavailableException;
import io.inferencestream.schemas.registry.SchemaNotFoundException;
import io.inferencestream.schemas.registry.SchemaRefusedException;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.stream.check.ClusterCheck;
import io.inferencestream.stream.config.StreamSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;

/** The schema of predictions in the schema registry: whether it can be registered, and registering it. */
final class PredictionSchema {
    private static final Schema SCHEMA = PredictionEvent.getClassSchema();

    private final StreamSettings settings;
    private final SchemaRegistryClient registry;
    private final RecordWriter<PredictionEvent> writer;

    /** What the registry said the last time, or that it says nothing. */
    private volatile String lastWrong = "no answer yet";

    /** @throws org.apache.kafka.common.config.ConfigException if the settings of the registry are wrong */
    PredictionSchema(StreamSettings settings) {
        this.settings = settings;
        this.registry = SchemaRegistryClient.of(settings.registry());
        this.writer = RecordWriter.ofValues(
                registry, settings.registry(), settings.output().predictions());
    }

    SchemaRegistryClient registry() {
        return registry;
    }

    RecordWriter<PredictionEvent> writer() {
        return writer;
    }

    /** Asks the registry on a thread of its own, for {@link ClusterCheck#maxTime} at most; registers nothing. */
    CompletableFuture<List<Finding>> check() {
        Duration maxTime = ClusterCheck.maxTime(settings);
        return Aside.run("registry-check", this::ask)
                .orTimeout(maxTime.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> {
                    if (failure instanceof TimeoutException) {
                        return List.of(RegistryCheck.unusable(url(), maxTime, lastWrong));
                    }
                    throw new CompletionException(failure);
                });
    }

    private List<Finding> ask() {
        List<Finding> findings = new ArrayList<>(whenAvailable(registry::probe));
        if (findings.isEmpty()) {
            String topic = settings.output().predictions();
            findings.addAll(
                    whenAvailable(() -> SchemaCheck.run(topic, writer, SCHEMA).ifPresent(findings::add)));
        }
        return findings;
    }

    /** Asks the registry again and again while it gives no answer, within {@code startup.maxWait}. */
    private List<Finding> whenAvailable(Runnable question) {
        return new RegistryCheck().run(url(), settings.startup().maxWait(), () -> {
            try {
                question.run();
                return Optional.empty();
            } catch (RegistryUnavailableException e) {
                lastWrong = String.valueOf(e.getMessage());
                return Optional.of(lastWrong);
            }
        });
    }

    private String url() {
        return settings.registry().getOrDefault("schema.registry.url", "");
    }

    /**
     * Registers it.
     *
     * @throws StartupException if the registry gives no answer, or does not take it
     */
    void register() throws StartupException {
        try {
            List<Finding> findings = whenAvailable(() -> writer.prepare(SCHEMA));
            if (!findings.isEmpty()) {
                throw new StartupException(findings.get(0).toString());
            }
        } catch (SchemaRefusedException | SchemaNotFoundException e) {
            throw new StartupException(
                    "the schema registry does not take the schema of predictions for topic "
                            + settings.output().predictions() + ": " + e.getMessage(),
                    e);
        }
    }
}
