package io.inferencestream.stream.app;

import io.inferencestream.core.batch.EngineFailureListener;
import io.inferencestream.core.journal.MappedCrashJournal;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.pipeline.InferencePipeline;
import io.inferencestream.core.repository.ModelId;
import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.avro.RecordReader;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.stream.announce.ModelAnnouncer;
import io.inferencestream.stream.announce.ModelDirectory;
import io.inferencestream.stream.config.InputFormat;
import io.inferencestream.stream.config.KafkaProperties;
import io.inferencestream.stream.config.Machine;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.stream.event.AvroPredictionWriter;
import io.inferencestream.stream.event.AvroReader;
import io.inferencestream.stream.event.BytesReader;
import io.inferencestream.stream.event.DeadLetters;
import io.inferencestream.stream.event.EventReader;
import io.inferencestream.stream.observe.Observation;
import io.inferencestream.stream.observe.StreamMetrics;
import io.inferencestream.stream.topology.EmissionObserver;
import io.inferencestream.stream.topology.InferenceTopology;
import io.inferencestream.stream.topology.ModelRouter;
import io.inferencestream.stream.topology.TopologyParts;
import io.inferencestream.stream.trace.Tracing;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running stream: models, pipeline, topology and Kafka Streams, put together from settings and ended in reverse.
 *
 * <p>Thread-safe.
 */
public final class StreamApp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamApp.class);
    private static final String STARTING = "starting";
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);

    private final MappedCrashJournal journal;
    private final InferencePipeline pipeline;
    private final KafkaStreams streams;
    private final OutagePause pause;
    private final ModelAnnouncer announcer;
    private final ModelDirectory directory;
    private final Readiness readiness;
    private final Observation observation;
    private final StreamMetrics metrics;
    private final Tracing tracing;
    private final Admin admin;
    private final Reachability reachability;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<ExitReason> reason = new AtomicReference<>();
    private final FatalEnd fatal = new FatalEnd();
    private final Object closing = new Object();
    private boolean isClosed;

    private StreamApp(
            StreamSettings settings,
            Prepared prepared,
            MappedCrashJournal journal,
            Readiness readiness,
            Observation observation,
            EmissionObserver observer,
            UnaryOperator<TopologyParts> alteration) {
        this.journal = journal;
        this.readiness = readiness;
        this.observation = observation;
        this.metrics = observation.metrics(prepared.models());
        this.tracing = Tracing.start(settings);
        KafkaProperties kafka = prepared.kafka();
        Bounds bounds = Bounds.of(settings, kafka, Machine.here(), prepared.models());
        this.pipeline = InferencePipeline.start(
                prepared.models(),
                settings.batch().linger(),
                settings.limits().predictTimeout(),
                bounds.decodeThreads(),
                bounds.decode(),
                bounds.inFlight(),
                journal,
                new EngineFailures(),
                metrics.and(tracing.batches()));
        this.directory = new ModelDirectory(
                settings.output().models(),
                RecordReader.of(prepared.registry(), ModelAnnouncement.class),
                new KafkaConsumer<>(
                        KafkaProperties.consumer(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        TopologyParts parts = alteration.apply(parts(settings, prepared, bounds, observer));
        Properties properties = new Properties();
        properties.putAll(kafka.streams());
        this.streams = new KafkaStreams(
                InferenceTopology.build(
                        settings.input().topic(),
                        settings.output().predictions(),
                        settings.output().deadLetters(),
                        parts),
                properties);
        this.pause = new OutagePause(new PausableStreams(), readiness, metrics);
        this.announcer = announcer(settings, prepared);
        this.admin = Admin.create(KafkaProperties.admin(settings));
        this.reachability = Reachability.of(readiness, admin, prepared.registry());
        observation.watch(pipeline, bounds.inFlight(), streams);
    }

    /**
     * Starts a stream: reads nothing until models are warm and everything it needs has been seen to work.
     *
     * @throws StartupException if it cannot; nothing is left running
     */
    public static StreamApp start(StreamSettings settings, EmissionObserver observer) throws StartupException {
        StreamApp app = prepare(settings, observer);
        app.run();
        return app;
    }

    /**
     * Starts a stream of other parts than its settings say; for controls, which show what happens without one.
     *
     * @throws StartupException if it cannot; nothing is left running
     */
    public static StreamApp start(
            StreamSettings settings, EmissionObserver observer, UnaryOperator<TopologyParts> alteration)
            throws StartupException {
        StreamApp app = prepare(settings, observer, alteration);
        app.run();
        return app;
    }

    /**
     * Gets everything ready that a stream needs, and reads nothing yet: {@link #run} or {@link #close} is to follow.
     *
     * @throws StartupException if the stream cannot start; nothing is left running
     */
    public static StreamApp prepare(StreamSettings settings, EmissionObserver observer) throws StartupException {
        return prepare(settings, observer, UnaryOperator.identity());
    }

    private static StreamApp prepare(
            StreamSettings settings, EmissionObserver observer, UnaryOperator<TopologyParts> alteration)
            throws StartupException {
        Readiness readiness = new Readiness();
        readiness.obstruct(STARTING, "checking the cluster and loading the models");
        Observation observation = observe(settings.observe(), readiness);
        try {
            return prepare(settings, readiness, observation, observer, alteration);
        } catch (StartupException | RuntimeException e) {
            observation.close();
            throw e;
        }
    }

    private static StreamApp prepare(
            StreamSettings settings,
            Readiness readiness,
            Observation observation,
            EmissionObserver observer,
            UnaryOperator<TopologyParts> alteration)
            throws StartupException {
        MappedCrashJournal journal = CrashReport.open(settings.stateDirectory());
        try {
            Prepared prepared = Preparation.check(settings).prepare();
            return new StreamApp(settings, prepared, journal, readiness, observation, observer, alteration);
        } catch (StartupException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    private static Observation observe(StreamSettings.Observe settings, Readiness readiness) throws StartupException {
        try {
            return Observation.start(settings, readiness::obstacles);
        } catch (IOException e) {
            throw new StartupException(
                    "observe.host and observe.port: " + settings.host() + ":"
                            + settings.port().orElse(0) + " cannot be listened on: " + e.getMessage()
                            + "; choose another port, 0 for a free one, or off",
                    e);
        }
    }

    private TopologyParts parts(StreamSettings settings, Prepared prepared, Bounds bounds, EmissionObserver observer) {
        SchemaRegistryClient registry = prepared.registry();
        Supplier<EventReader> readers =
                settings.input().format() == InputFormat.AVRO ? () -> new AvroReader(registry) : BytesReader::new;
        RecordWriter<PredictionEvent> predictions = prepared.predictions();
        return new TopologyParts(
                        pipeline,
                        new ModelRouter(pipeline.models(), pipeline.models().get(prepared.defaultModel())),
                        directory::isAnnounced,
                        readers,
                        () -> new AvroPredictionWriter(predictions, settings.instance()),
                        new DeadLetters(settings.instance(), prepared.largestDeadLetterBytes()),
                        Set.copyOf(settings.reject()),
                        bounds.topology(),
                        observer)
                .watchedBy(metrics.and(observer), tracing.records());
    }

    private static ModelAnnouncer announcer(StreamSettings settings, Prepared prepared) {
        RecordWriter<ModelAnnouncement> writer = RecordWriter.ofValues(
                prepared.registry(), settings.registry(), settings.output().models());
        return new ModelAnnouncer(
                settings.output().models(),
                settings.instance(),
                prepared.models(),
                writer,
                new KafkaProducer<>(
                        KafkaProperties.producer(settings), new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** Reads, predicts and emits from now on; to be called once, and not after {@link #close}. */
    public void run() {
        readiness.obstruct(STARTING, "the group has not given this instance its partitions yet");
        streams.setUncaughtExceptionHandler(new FailureJudge(pause, fatal, metrics, System::nanoTime));
        streams.setStateListener(this::stateChanged);
        directory.start();
        streams.start();
        announcer.start();
        reachability.start();
    }

    private void stateChanged(KafkaStreams.State now, KafkaStreams.State before) {
        if (now == KafkaStreams.State.RUNNING) {
            readiness.clear(STARTING);
            LOG.atInfo().log("Running: this instance has its partitions");
        } else {
            readiness.obstruct(STARTING, "Kafka Streams is " + now);
        }
        if (now == KafkaStreams.State.ERROR) {
            fatal.end(ExitReason.STREAM_FAILED, new IllegalStateException("Kafka Streams is in state ERROR"));
        }
    }

    /** Whether the stream is at work, and if not, why. */
    public Readiness readiness() {
        return readiness;
    }

    /** Where its metrics and health are served; empty where they are off. */
    public Optional<URI> observedAt() {
        return observation.address();
    }

    /** Waits until the stream has ended, by {@link #close} or by a failure. */
    public ExitReason awaitEnd() throws InterruptedException {
        ended.await();
        ExitReason its = reason.get();
        return its == null ? ExitReason.STOPPED : its;
    }

    /**
     * Ends the stream: what is pending is answered and committed, the group is left, then models are freed. Takes at most
     * half a minute. Whoever comes second, when an engine breaks while the process is told to end, waits for the first.
     */
    @Override
    public void close() {
        synchronized (closing) {
            if (!isClosed) {
                isClosed = true;
                end();
            }
        }
    }

    private void end() {
        boolean isWell =
                reason.compareAndSet(null, ExitReason.STOPPED) && streams.state() == KafkaStreams.State.RUNNING;
        fatal.isEnding = true;
        readiness.obstruct(STARTING, "stopping");
        pause.close();
        reachability.close();
        boolean isClean =
                streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(CLOSE_PATIENCE));
        if (!isClean) {
            LOG.atWarn()
                    .addKeyValue("millis", CLOSE_PATIENCE.toMillis())
                    .log("Kafka Streams did not end in time; what was pending will be read again");
        }
        announcer.close();
        directory.close();
        admin.close(Duration.ZERO);
        pipeline.close();
        journal.close();
        tracing.end().run();
        observation.close();
        if (isClean) {
            LOG.info(
                    isWell
                            ? "Ended: what was pending is answered and committed"
                            : "Ended: what has no committed outcome yet will be read again");
        }
        ended.countDown();
    }

    private final class PausableStreams implements OutagePause.Pausable {
        @Override
        public void pause() {
            streams.pause();
        }

        @Override
        public void resume() {
            streams.resume();
        }
    }

    private final class FatalEnd implements FailureJudge.FatalEnd {
        private volatile boolean isEnding;

        @Override
        public void end(ExitReason why, Throwable cause) {
            if (reason.compareAndSet(null, why)) {
                isEnding = true;
                readiness.obstruct("failed", String.valueOf(cause.getMessage()));
                LOG.atError().setCause(cause).log("The stream ends: {}", why);
                ended.countDown();
            }
        }

        @Override
        public boolean isEnding() {
            return isEnding;
        }
    }

    private final class EngineFailures implements EngineFailureListener {
        @Override
        public void broken(ModelId model, Throwable cause) {
            fatal.end(ExitReason.ENGINE_FAILED, cause);
        }

        /** Native code that hangs cannot be interrupted, and would block a clean end: the process goes at once. */
        @Override
        public void hung(ModelId model, List<RecordId> records, Duration timeout) {
            LOG.atError()
                    .addKeyValue("model", model)
                    .addKeyValue("batchSize", records.size())
                    .log(
                            "A batch has not come back within {} ms; halting so that the partitions move. In it: {}",
                            timeout.toMillis(),
                            records);
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(ExitReason.ENGINE_FAILED.code());
        }
    }
}
