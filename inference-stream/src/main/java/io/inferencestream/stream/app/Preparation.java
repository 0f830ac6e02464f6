package io.inferencestream.stream.app;

import io.inferencestream.kit.check.Finding;
import io.inferencestream.kit.lifecycle.StartupException;
import io.inferencestream.kit.properties.InputFacts;
import io.inferencestream.kit.properties.KafkaProperties;
import io.inferencestream.kit.properties.Machine;
import io.inferencestream.stream.check.CheckReport;
import io.inferencestream.stream.check.ClusterCheck;
import io.inferencestream.stream.config.StreamSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to everything a stream needs before it reads a record. Looks at everything at a time, so that all that is wrong is
 * known as soon as the slowest has answered, and loads models for good only when nothing is.
 */
public final class Preparation {
    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    private final StreamSettings settings;
    private final ModelLoader loader;
    private final Optional<PredictionSchema> schema;
    private final FoundModels models;
    private final ModelTrial trial;
    private final CheckReport report;

    /** @param triesModels whether the models are loaded and freed again */
    private Preparation(StreamSettings settings, boolean triesModels) {
        this.settings = settings;
        this.loader = new ModelLoader(settings.models(), settings.batch().maxSize());
        CompletableFuture<FoundModels> searched = new CompletableFuture<>();
        CompletableFuture<ModelTrial> tried = Aside.run("models", () -> {
            FoundModels found = ModelSearch.run(settings.models());
            searched.complete(found);
            return triesModels ? loader.tryAll(found.files()) : ModelTrial.NONE;
        });
        List<Finding> refused = new ArrayList<>();
        this.schema = schema(settings, refused);
        CompletableFuture<List<Finding>> registry =
                schema.map(PredictionSchema::check).orElseGet(() -> CompletableFuture.completedFuture(refused));
        CheckReport cluster = new ClusterCheck().run(settings, Machine.here());
        this.trial = tried.join();
        this.models = searched.join();
        this.report = cluster.with(registry.join())
                .with(CrashReport.check(settings.stateDirectory()))
                .with(models.findings())
                .with(trial.findings());
    }

    /** @param findings takes what is wrong with the registry's settings, for which there is no answer */
    private static Optional<PredictionSchema> schema(StreamSettings settings, List<Finding> findings) {
        try {
            return Optional.of(new PredictionSchema(settings));
        } catch (ConfigException e) {
            findings.add(Finding.problem("registry", String.valueOf(e.getMessage()), "Mend the keys under registry."));
            return Optional.empty();
        }
    }

    /**
     * Looks at files, cluster and registry; loads nothing and registers nothing. Blocks the calling thread for
     * {@link ClusterCheck#maxTime} at most, or for as long as the files of the models take to be read.
     */
    public static Preparation check(StreamSettings settings) {
        return new Preparation(settings, false);
    }

    /** Like {@link #check}, and loads the models meanwhile and frees them again, to see that they load. */
    public static Preparation rehearse(StreamSettings settings) {
        return new Preparation(settings, true);
    }

    /** What cluster, registry and models were found to be like. */
    public CheckReport report() {
        return report;
    }

    /** The models that have loaded, with their devices and engines, in a line; empty after {@link #check}. */
    public String loadedModels() {
        return String.join(", ", trial.loaded());
    }

    /** How each model is fed and how its answers are read, a line each. */
    public List<String> describedModels() {
        return models.descriptions();
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
        models.descriptions().forEach(line -> LOG.atInfo().log("{}", line));
        InputFacts input = report.input().orElseThrow();
        PredictionSchema its = schema.orElseThrow();
        its.register();
        return new Prepared(
                new KafkaProperties(settings.kafkaSettings(), input, Machine.here()),
                its.registry(),
                its.writer(),
                loader.load(models.files()),
                models.defaultModel());
    }
}
