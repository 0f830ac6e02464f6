package io.inferencestream.stream.app;

import io.inferencestream.core.journal.MappedCrashJournal;
import io.inferencestream.core.pipeline.InferencePipeline;
import io.inferencestream.kit.clients.ClientEvents;
import io.inferencestream.kit.group.Discord;
import io.inferencestream.kit.group.GroupReader;
import io.inferencestream.kit.group.GroupWatch;
import io.inferencestream.kit.health.CommitWatch;
import io.inferencestream.kit.health.Periodic;
import io.inferencestream.kit.health.Reachability;
import io.inferencestream.kit.health.Readiness;
import io.inferencestream.kit.lifecycle.Closings;
import io.inferencestream.kit.lifecycle.Ending;
import io.inferencestream.kit.lifecycle.GuardedStreams;
import io.inferencestream.kit.lifecycle.StartupException;
import io.inferencestream.kit.output.LimitsReader;
import io.inferencestream.kit.properties.KafkaProperties;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.stream.announce.ModelAnnouncer;
import io.inferencestream.stream.announce.ModelDirectory;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.stream.observe.Observation;
import io.inferencestream.stream.observe.StreamMetrics;
import io.inferencestream.stream.topology.EmissionObserver;
import io.inferencestream.stream.topology.Outputs;
import io.inferencestream.stream.topology.TopologyParts;
import io.inferencestream.stream.trace.Tracing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The start of one stream, step by step. What a step opens is closed at the end of the stream, the last first; so it is
 * where a later step fails.
 */
final class StreamStart {
    private final StreamSettings settings;
    private final Closings open = new Closings();
    private final Readiness readiness = new Readiness();
    private final Ending ending = new Ending(readiness);

    /** What begins to work once everything is ready, in this order. */
    private final List<Runnable> starts = new ArrayList<>();

    private StreamStart(StreamSettings settings) {
        this.settings = settings;
    }

    static StreamApp prepare(
            StreamSettings settings, EmissionObserver observer, UnaryOperator<TopologyParts> alteration)
            throws StartupException {
        StreamStart start = new StreamStart(settings);
        try {
            return start.prepare(observer, alteration);
        } catch (KafkaException e) {
            start.open.close();
            throw new StartupException("kafka: its clients refuse these settings: " + reasons(e), e);
        } catch (StartupException | RuntimeException e) {
            start.open.close();
            throw e;
        }
    }

    /** Kafka's clients say what was wrong in the innermost cause, and only that they failed outside. */
    private static String reasons(Throwable failure) {
        StringBuilder reasons = new StringBuilder(String.valueOf(failure.getMessage()));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            reasons.append(": ").append(cause.getMessage());
        }
        return reasons.toString();
    }

    private StreamApp prepare(EmissionObserver observer, UnaryOperator<TopologyParts> alteration)
            throws StartupException {
        readiness.obstruct(Readiness.STARTING, "checking the cluster and loading the models");
        Observation observation = serveMetricsAndHealth();
        MappedCrashJournal journal = openCrashJournal();
        Prepared prepared = Preparation.check(settings).prepare();
        Admin admin = openAdmin();
        StreamParts parts = new StreamParts(settings, prepared);
        followOutputLimits(admin, parts, prepared);
        StreamMetrics metrics = observation.metrics(prepared.models());
        Tracing tracing = trace();
        InferencePipeline pipeline = startPipeline(parts, journal, metrics, tracing);
        ModelDirectory directory = followModels(parts);
        TopologyParts topology = parts.topology(pipeline, directory, metrics.and(observer), tracing.records());
        announceModels(parts);
        ClientEvents clients = watchClients(observation, prepared.kafka());
        KafkaStreams streams = parts.kafkaStreams(alteration.apply(topology), clients);
        GuardedStreams guarded = guard(streams, parts, metrics);
        CommitWatch commits = watchCommits(admin, parts, guarded);
        watchReachability(admin, prepared.registry());
        watchGroup(admin);
        observation.watch(pipeline, parts.bounds().inFlight(), streams, commits);
        return new StreamApp(readiness, ending, observation, starts, open);
    }

    private Observation serveMetricsAndHealth() throws StartupException {
        StreamSettings.Observe observe = settings.observe();
        try {
            Observation observation = Observation.start(observe, readiness::obstacles);
            open.add("metrics and health", observation::close);
            return observation;
        } catch (IOException e) {
            throw new StartupException(
                    "observe.host and observe.port: " + observe.host() + ":"
                            + observe.port().orElse(0) + " cannot be listened on: " + e.getMessage()
                            + "; choose another port, 0 for a free one, or off",
                    e);
        }
    }

    private MappedCrashJournal openCrashJournal() throws StartupException {
        MappedCrashJournal journal = CrashReport.open(settings.stateDirectory());
        open.add("crash journal", journal::close);
        return journal;
    }

    private Admin openAdmin() {
        Admin admin = Admin.create(settings.kafkaSettings().admin());
        open.add("admin client", () -> admin.close(Duration.ZERO));
        return admin;
    }

    private void followOutputLimits(Admin admin, StreamParts parts, Prepared prepared) {
        Outputs outputs = parts.whereOutcomesGo();
        LimitsReader limits = new LimitsReader(
                admin,
                List.of(outputs.predictions(), outputs.deadLetters()),
                prepared.kafka().isCompressed());
        limits.read();
        every(Duration.ofMinutes(1), "output-limits", limits::read);
    }

    private void every(Duration interval, String name, Runnable task) {
        Periodic periodic = new Periodic(name, interval, task);
        open.add(name, periodic::close);
        starts.add(periodic::start);
    }

    private Tracing trace() {
        Tracing tracing = Tracing.start(settings);
        open.add("tracing", tracing.end());
        return tracing;
    }

    private InferencePipeline startPipeline(
            StreamParts parts, MappedCrashJournal journal, StreamMetrics metrics, Tracing tracing) {
        InferencePipeline pipeline =
                parts.pipeline(journal, new EngineFailures(ending), metrics.and(tracing.batches()));
        open.add("pipeline", pipeline::close);
        return pipeline;
    }

    private ModelDirectory followModels(StreamParts parts) {
        ModelDirectory directory = parts.directory();
        open.add("model directory", directory::close);
        starts.add(directory::start);
        return directory;
    }

    /** Closed after Kafka Streams: a model is announced as long as it answers. */
    private void announceModels(StreamParts parts) {
        ModelAnnouncer announcer = parts.announcer();
        open.add("model announcer", announcer::close);
        starts.add(announcer::start);
    }

    private ClientEvents watchClients(Observation observation, KafkaProperties kafka) {
        return new CommitHealth(readiness, observation.clients(kafka.inputPartitions()));
    }

    private GuardedStreams guard(KafkaStreams streams, StreamParts parts, StreamMetrics metrics) {
        GuardedStreams guarded =
                new GuardedStreams(streams, readiness, ending, metrics, parts::culprit, parts.isStaticMember());
        open.add("Kafka Streams", guarded::close);
        starts.add(guarded::start);
        return guarded;
    }

    private void watchGroup(Admin admin) {
        GroupWatch group = new GroupWatch(
                new GroupReader(admin, settings.application()),
                new Discord(settings.application(), settings.label()),
                readiness);
        open.add("group watch", group::close);
        starts.add(group::start);
    }

    private CommitWatch watchCommits(Admin admin, StreamParts parts, GuardedStreams guarded) {
        CommitWatch commits = parts.commitWatch(admin, guarded, readiness);
        every(Duration.ofSeconds(2), "commit-watch", commits::observe);
        return commits;
    }

    private void watchReachability(Admin admin, SchemaRegistryClient registry) {
        Reachability reachability = Reachability.of(readiness, admin, registry);
        open.add("reachability", reachability::close);
        starts.add(reachability::start);
    }
}
