package io.inferencestream.chaos;

import io.inferencestream.chaos.engine.Temper;
import io.inferencestream.chaos.feed.EventWriter;
import io.inferencestream.chaos.feed.Feeder;
import io.inferencestream.chaos.process.Broker;
import io.inferencestream.chaos.process.Cluster;
import io.inferencestream.chaos.process.Cluster.UnansweredException;
import io.inferencestream.chaos.process.Program;
import io.inferencestream.chaos.process.Progress;
import io.inferencestream.chaos.process.StreamSetup;
import io.inferencestream.chaos.process.StreamTopics;
import io.inferencestream.chaos.verify.Auditor;
import io.inferencestream.chaos.verify.Verdict;
import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.cluster.registry.RegistryOptions.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** All that a stream needs around it: a broker in its own process, a registry in this one, topics, and a feeder. */
public final class Stage implements AutoCloseable {
    private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(2);

    private static final int FORBIDDEN = 403;

    private final Path folder;
    private final StreamTopics topics;
    private final Broker broker;
    private final DevelopmentRegistry registry;
    private final Cluster cluster;
    private final Progress progress;
    private final EventWriter events;
    private final Feeder feeder;

    private Stage(Path folder, StreamTopics topics, Broker broker, DevelopmentRegistry registry)
            throws UnansweredException, InterruptedException {
        this.folder = folder;
        this.topics = topics;
        this.broker = broker;
        this.registry = registry;
        this.cluster = new Cluster(broker.bootstrapServers(), topics);
        cluster.createTopics();
        this.progress = new Progress(cluster, topics);
        this.events = new EventWriter(registry.url().toString(), topics.images());
        this.feeder = new Feeder(broker.bootstrapServers(), events, topics.images(), topics.partitions());
    }

    /**
     * Starts it all; returns once records can be sent.
     *
     * @param folder for everything that is written
     * @param topics of the stream, which are made
     * @param diskMebibytes size of a disk of the broker's own, if that is to be filled; 0 if not
     */
    public static Stage set(Path folder, StreamTopics topics, int diskMebibytes) throws Exception {
        DevelopmentRegistry registry =
                DevelopmentRegistry.start(RegistryOptions.defaults().refusal(Stage::refuse));
        Broker broker = null;
        try {
            broker = Broker.start(folder, diskMebibytes);
            return new Stage(folder, topics, broker, registry);
        } catch (RuntimeException | UnansweredException | InterruptedException e) {
            registry.close();
            if (broker != null) {
                broker.close();
            }
            throw e;
        }
    }

    /** As registries with access control do for what is not there. */
    private static int refuse(String path) {
        return path.startsWith("/schemas/ids/" + EventWriter.FORBIDDEN_ID) ? FORBIDDEN : Refusal.SERVED;
    }

    /** How instances are set up here; see {@link StreamSetup}. */
    public StreamSetup setup(Temper temper, Program program, List<String> settings) {
        return new StreamSetup(
                folder, topics, broker.bootstrapServers(), registry.url().toString(), temper, settings, program);
    }

    public Broker broker() {
        return broker;
    }

    public DevelopmentRegistry registry() {
        return registry;
    }

    public Progress progress() {
        return progress;
    }

    public EventWriter events() {
        return events;
    }

    public Feeder feeder() {
        return feeder;
    }

    /** Waits until every record is committed and no transaction is open; false if it comes to a standstill before. */
    public boolean awaitAll() throws InterruptedException {
        return progress.awaitAll(LONGEST_STANDSTILL);
    }

    /** Whether nothing has been committed for so long that nothing more is to be expected. */
    public boolean hasStoodStill() {
        return progress.standstill().compareTo(LONGEST_STANDSTILL) > 0;
    }

    /** For a person who wants to know why there was a standstill. */
    public List<String> openTransactions() throws InterruptedException {
        try {
            return cluster.openTransactions();
        } catch (UnansweredException e) {
            return List.of("the broker does not say: " + e.getCause());
        }
    }

    /** Looks at every record and every outcome. */
    public Verdict audit(boolean mayRepeat) {
        return new Auditor(broker.bootstrapServers(), registry.url().toString(), topics)
                .audit(mayRepeat, feeder.acknowledged());
    }

    @Override
    public void close() {
        progress.close();
        feeder.close();
        cluster.close();
        broker.close();
        registry.close();
    }
}
