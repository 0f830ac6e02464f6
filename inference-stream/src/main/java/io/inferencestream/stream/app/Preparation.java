package io.inferencestream.stream.app;

import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.predict.ModelId;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.RegistryUnavailableException;
import io.inferencestream.schemas.registry.SchemaNotFoundException;
import io.inferencestream.schemas.registry.SchemaRefusedException;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.stream.config.InputFacts;
import io.inferencestream.stream.config.KafkaProperties;
import io.inferencestream.stream.config.Machine;
import io.inferencestream.stream.config.ModelRef;
import io.inferencestream.stream.config.StreamSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigException;

/** Sees to everything a stream needs before it reads a record; the cheapest first, the models last. */
final class Preparation {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

    private Preparation() {}

    static Prepared prepare(StreamSettings settings) throws StartupException {
        ModelLoader loader = new ModelLoader(settings.models(), settings.batch().maxSize());
        List<ModelFiles> files = loader.find();
        int defaultModel = defaultModel(settings.models().defaultModel(), files);
        InputFacts facts = new InputFacts(6, 1 << 20);
        SchemaRegistryClient registry = registry(settings);
        RecordWriter<PredictionEvent> predictions = predictions(settings, registry);
        List<LoadedModel> models = loader.load(files);
        return new Prepared(
                new KafkaProperties(settings, facts, Machine.here()),
                KafkaProperties.deadLetterBytes(facts.largestMessageBytes()),
                registry,
                predictions,
                models,
                defaultModel);
    }

    private static int defaultModel(Optional<ModelRef> wanted, List<ModelFiles> files) throws StartupException {
        List<ModelId> ids = files.stream().map(file -> file.card().id()).toList();
        if (wanted.isEmpty()) {
            if (ids.size() == 1) {
                return 0;
            }
            throw new StartupException(
                    "models.default is not set, but several models are served: say which of " + ids + " it is");
        }
        ModelRef ref = wanted.get();
        for (int i = ids.size() - 1; i >= 0; i--) {
            ModelId id = ids.get(i);
            if (id.name().equals(ref.name()) && ref.version().map(id.version()::equals).orElse(true)) {
                return i;
            }
        }
        throw new StartupException("models.default is '" + ref + "', but served are " + ids
                + ": name one of them, or add it to models.serve");
    }

    private static SchemaRegistryClient registry(StreamSettings settings) throws StartupException {
        try {
            return SchemaRegistryClient.of(settings.registry());
        } catch (ConfigException e) {
            throw new StartupException("registry: " + e.getMessage(), e);
        }
    }

    /** Registers the prediction's schema; waits for the registry as long as a start may wait. */
    private static RecordWriter<PredictionEvent> predictions(StreamSettings settings, SchemaRegistryClient registry)
            throws StartupException {
        String topic = settings.output().predictions();
        long deadline = System.nanoTime() + settings.startup().maxWait().toNanos();
        while (true) {
            try {
                RecordWriter<PredictionEvent> writer = RecordWriter.ofValues(registry, settings.registry(), topic);
                writer.prepare(PredictionEvent.getClassSchema());
                return writer;
            } catch (ConfigException e) {
                throw new StartupException("registry: " + e.getMessage(), e);
            } catch (SchemaRefusedException | SchemaNotFoundException e) {
                throw new StartupException(
                        "the schema registry does not take the predictions' schema for topic " + topic + ": "
                                + e.getMessage(),
                        e);
            } catch (RegistryUnavailableException e) {
                if (System.nanoTime() > deadline) {
                    throw new StartupException(
                            e.getMessage() + "; start it, or correct registry.schema.registry.url (waited "
                                    + settings.startup().maxWait().toSeconds() + " s)",
                            e);
                }
                pause();
            }
        }
    }

    private static void pause() throws StartupException {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("interrupted while waiting for the schema registry", e);
        }
    }
}
