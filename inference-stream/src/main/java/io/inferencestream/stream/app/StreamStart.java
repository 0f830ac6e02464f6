package io.inferencestream.stream.app;

import io.inferencestream.core.journal.MappedCrashJournal;
import io.inferencestream.core.pipeline.InferencePipeline;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.stream.announce.ModelAnnouncer;
import io.inferencestream.stream.announce.ModelDirectory;
import io.inferencestream.stream.clients.ClientEvents;
import io.inferencestream.stream.config.KafkaProperties;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.stream.group.Discord;
import io.inferencestream.stream.group.GroupReader;
import io.inferencestream.stream.group.GroupWatch;
import io.inferencestream.stream.health.Reachability;
import io.inferencestream.stream.health.Readiness;
import io.inferencestream.stream.lifecycle.Closings;
import io.inferencestream.stream.lifecycle.Ending;
import io.inferencestream.stream.lifecycle.GuardedStreams;
import io.inferencestream.stream.lifecycle.StartupException;
import io.inferencestream.stream.observe.Observation;
import io.inferencestream.stream.observe.StreamMetrics;
import io.inferencestream.stream.topology.EmissionObserver;
import io.inferencestream.stream.topology.TopologyParts;
import io.inferencestream.stream.trace.Tracing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
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
        } catch (StartupException | RuntimeException e) {
            start.open.close();
            throw e;
        }
    }

    private StreamApp prepare(EmissionObserver observer, UnaryOperator<TopologyParts> alteration)
            throws StartupException {
        readiness.obstruct(Readiness.STARTING, "checking the cluster and loading the models");
        Observation observation = serveMetricsAndHealth();
        MappedCrashJournal journal = openCrashJournal();
        Prepared prepared = Preparation.check(settings).prepare();
        StreamParts parts = new StreamParts(settings, prepared);
        StreamMetrics metrics = observation.metrics(prepared.models());
        Tracing tracing = trace();
        InferencePipeline pipeline = startPipeline(parts, journal, metrics, tracing);
        ModelDirectory directory = followModels(parts);
        TopologyParts topology = parts.topology(pipeline, directory, metrics.and(observer), tracing.records());
        announceModels(parts);
        ClientEvents clients = watchClients(observation, prepared.kafka());
        KafkaStreams streams = buildStreams(parts, alteration.apply(topology), clients, metrics);
        Admin admin = openAdmin();
        watchReachability(admin, prepared.registry());
        watchGroup(admin);
        observation.watch(pipeline, parts.bounds().inFlight(), streams);
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

    private KafkaStreams buildStreams(
            StreamParts parts, TopologyParts topology, ClientEvents clients, StreamMetrics metrics) {
        KafkaStreams streams = parts.kafkaStreams(topology, clients);
        GuardedStreams guarded = new GuardedStreams(streams, readiness, ending, metrics);
        open.add("Kafka Streams", guarded::close);
        starts.add(guarded::start);
        return streams;
    }

    private Admin openAdmin() {
        Admin admin = Admin.create(KafkaProperties.admin(settings));
        open.add("admin client", () -> admin.close(Duration.ZERO));
        return admin;
    }

    private void watchGroup(Admin admin) {
        GroupWatch group = new GroupWatch(
                new GroupReader(admin, settings.application()),
                new Discord(settings.application(), settings.label()),
                readiness);
        open.add("group watch", group::close);
        starts.add(group::start);
    }

    private void watchReachability(Admin admin, SchemaRegistryClient registry) {
        Reachability reachability = Reachability.of(readiness, admin, registry);
        open.add("reachability", reachability::close);
        starts.add(reachability::start);
    }
}
