package io.inferencestream.stream.app;

import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.kit.check.Finding;
import io.inferencestream.kit.check.RegistryCheck;
import io.inferencestream.kit.check.SchemaCheck;
import io.inferencestream.kit.lifecycle.StartupException;
import io.inferencestream.kit.properties.InputFacts;
import io.inferencestream.kit.properties.KafkaProperties;
import io.inferencestream.kit.properties.Machine;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.RegistryUnavailableException;
import io.inferencestream.schemas.registry.SchemaNotFoundException;
import io.inferencestream.schemas.registry.SchemaRefusedException;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.stream.check.CheckReport;
import io.inferencestream.stream.check.ClusterCheck;
import io.inferencestream.stream.config.ModelRef;
import io.inferencestream.stream.config.StreamSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to everything a stream needs before it reads a record; the cheapest first, the models last. */
public final class Preparation {
    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    private static final Schema SCHEMA = PredictionEvent.getClassSchema();

    private final StreamSettings settings;
    private final ModelLoader loader;
    private final SchemaRegistryClient registry;
    private final RecordWriter<PredictionEvent> predictions;
    private final CheckReport report;

    private Preparation(StreamSettings settings) throws StartupException {
        this.settings = settings;
        this.loader = new ModelLoader(settings.models(), settings.batch().maxSize());
        try {
            this.registry = SchemaRegistryClient.of(settings.registry());
            this.predictions = RecordWriter.ofValues(
                    registry, settings.registry(), settings.output().predictions());
        } catch (ConfigException e) {
            throw new StartupException("registry: " + e.getMessage(), e);
        }
        CompletableFuture<List<Finding>> registryFindings = registryFindings();
        CheckReport cluster = new ClusterCheck().run(settings, Machine.here());
        this.report = cluster.with(registryFindings.join()).with(modelFindings());
    }

    /**
     * Looks at files, cluster and registry; loads nothing and registers nothing. Blocks the calling thread for
     * {@link ClusterCheck#maxTime} at most.
     *
     * @throws StartupException if the settings of the registry are wrong
     */
    public static Preparation check(StreamSettings settings) throws StartupException {
        return new Preparation(settings);
    }

    /** What cluster, registry and the files of the models were found to be like. */
    public CheckReport report() {
        return report;
    }

    /** Loads the models and frees them again, to see that they load; the message names them. */
    public String tryModels() throws StartupException {
        List<LoadedModel> models = loader.load(loader.find());
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
        register();
        List<ModelFiles> files = loader.find();
        return new Prepared(
                new KafkaProperties(settings.kafkaSettings(), input, Machine.here()),
                registry,
                predictions,
                loader.load(files),
                defaultModel(files));
    }

    private List<Finding> modelFindings() {
        try {
            defaultModel(loader.find());
            return List.of();
        } catch (StartupException e) {
            return List.of(Finding.problem("models", String.valueOf(e.getMessage()), "See docs/model-card.md."));
        }
    }

    private int defaultModel(List<ModelFiles> files) throws StartupException {
        Optional<ModelRef> wanted = settings.models().defaultModel();
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

    /** Asks the registry on a thread of its own, while the cluster is asked, and for no longer. */
    private CompletableFuture<List<Finding>> registryFindings() {
        Duration maxTime = ClusterCheck.maxTime(settings);
        Finding silent = RegistryCheck.unusable(registryUrl(), maxTime, "no answer yet");
        return CompletableFuture.supplyAsync(this::askRegistry, task -> {
                    Thread thread = new Thread(task, "registry-check");
                    thread.setDaemon(true);
                    thread.start();
                })
                .completeOnTimeout(List.of(silent), maxTime.toMillis(), TimeUnit.MILLISECONDS);
    }

    private List<Finding> askRegistry() {
        List<Finding> findings = new ArrayList<>(whenAvailable(registry::probe));
        if (findings.isEmpty()) {
            String topic = settings.output().predictions();
            findings.addAll(whenAvailable(
                    () -> SchemaCheck.run(topic, predictions, SCHEMA).ifPresent(findings::add)));
        }
        return findings;
    }

    /** Asks the registry again and again while it gives no answer, within {@code startup.maxWait}. */
    private List<Finding> whenAvailable(Runnable question) {
        return new RegistryCheck().run(registryUrl(), settings.startup().maxWait(), () -> {
            try {
                question.run();
                return Optional.empty();
            } catch (RegistryUnavailableException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        });
    }

    private String registryUrl() {
        return settings.registry().getOrDefault("schema.registry.url", "");
    }

    private void register() throws StartupException {
        try {
            List<Finding> findings = whenAvailable(() -> predictions.prepare(SCHEMA));
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
