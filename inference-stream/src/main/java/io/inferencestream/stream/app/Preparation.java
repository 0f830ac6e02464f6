package io.inferencestream.stream.app;

import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.RegistryUnavailableException;
import io.inferencestream.schemas.registry.SchemaNotFoundException;
import io.inferencestream.schemas.registry.SchemaRefusedException;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.stream.check.CheckReport;
import io.inferencestream.stream.check.ClusterCheck;
import io.inferencestream.stream.check.Finding;
import io.inferencestream.stream.check.RegistryCheck;
import io.inferencestream.stream.config.InputFacts;
import io.inferencestream.stream.config.KafkaProperties;
import io.inferencestream.stream.config.Machine;
import io.inferencestream.stream.config.ModelRef;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.stream.lifecycle.StartupException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to everything a stream needs before it reads a record; the cheapest first, the models last. */
public final class Preparation {
    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    private final StreamSettings settings;
    private final ModelLoader loader;
    private final List<ModelFiles> files;
    private final int defaultModel;
    private final SchemaRegistryClient registry;
    private final CheckReport report;

    private Preparation(StreamSettings settings) throws StartupException {
        this.settings = settings;
        this.loader = new ModelLoader(settings.models(), settings.batch().maxSize());
        this.files = loader.find();
        this.defaultModel = defaultModel(settings.models().defaultModel(), files);
        this.registry = registry(settings);
        this.report = new ClusterCheck().run(settings, Machine.here()).with(registryFindings());
    }

    /**
     * Looks at files, cluster and registry; loads nothing and changes nothing.
     *
     * @throws StartupException if the settings name what is not there
     */
    public static Preparation check(StreamSettings settings) throws StartupException {
        return new Preparation(settings);
    }

    /** What cluster and registry were found to be like. */
    public CheckReport report() {
        return report;
    }

    /** Loads the models and frees them again, to see that they load; the message names them. */
    public String tryModels() throws StartupException {
        List<LoadedModel> models = loader.load(files);
        String names = models.stream()
                .map(model -> model.card().id() + " on " + model.device() + " by " + model.engine())
                .collect(Collectors.joining(", "));
        models.forEach(LoadedModel::close);
        return names;
    }

    /**
     * Registers the prediction's schema and loads the models.
     *
     * @throws StartupException if anything was found to be a problem, or becomes one
     */
    Prepared prepare() throws StartupException {
        for (Finding finding : report.findings()) {
            if (!finding.isProblem()) {
                LOG.atWarn().log("{}", finding);
            }
        }
        if (!report.isPassed()) {
            throw new StartupException(report.findings().stream()
                    .filter(Finding::isProblem)
                    .map(Finding::toString)
                    .collect(Collectors.joining(System.lineSeparator())));
        }
        InputFacts input = report.input().orElseThrow();
        RecordWriter<PredictionEvent> predictions = predictions();
        return new Prepared(
                new KafkaProperties(settings, input, Machine.here()),
                KafkaProperties.deadLetterBytes(input.largestMessageBytes()),
                registry,
                predictions,
                loader.load(files),
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
            if (id.name().equals(ref.name())
                    && ref.version().map(id.version()::equals).orElse(true)) {
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

    private List<Finding> registryFindings() {
        return whenAvailable(registry::probe);
    }

    /** Asks the registry again and again while it gives no answer, within {@code startup.maxWait}. */
    private List<Finding> whenAvailable(Runnable question) {
        String url = settings.registry().getOrDefault("schema.registry.url", "");
        return new RegistryCheck().run(url, settings.startup().maxWait(), () -> {
            try {
                question.run();
                return Optional.empty();
            } catch (RegistryUnavailableException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        });
    }

    private RecordWriter<PredictionEvent> predictions() throws StartupException {
        String topic = settings.output().predictions();
        try {
            RecordWriter<PredictionEvent> writer = RecordWriter.ofValues(registry, settings.registry(), topic);
            List<Finding> findings = whenAvailable(() -> writer.prepare(PredictionEvent.getClassSchema()));
            if (!findings.isEmpty()) {
                throw new StartupException(findings.get(0).toString());
            }
            return writer;
        } catch (ConfigException e) {
            throw new StartupException("registry: " + e.getMessage(), e);
        } catch (SchemaRefusedException | SchemaNotFoundException e) {
            throw new StartupException(
                    "the schema registry does not take the schema of predictions for topic " + topic + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
