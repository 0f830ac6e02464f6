package io.inferencestream.stream.app;

import io.inferencestream.core.batch.EngineFailureListener;
import io.inferencestream.core.journal.MappedCrashJournal;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.pipeline.InferencePipeline;
import io.inferencestream.core.predict.ModelId;
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
import io.inferencestream.stream.topology.EmissionObserver;
import io.inferencestream.stream.topology.InferenceTopology;
import io.inferencestream.stream.topology.ModelRouter;
import io.inferencestream.stream.topology.TopologyParts;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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
    private final Readiness readiness = new Readiness();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<ExitReason> reason = new AtomicReference<>();
    private final FatalEnd fatal = new FatalEnd();

    private StreamApp(
            StreamSettings settings,
            Prepared prepared,
            MappedCrashJournal journal,
            EmissionObserver observer,
            UnaryOperator<TopologyParts> alteration) {
        this.journal = journal;
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
                new EngineFailures());
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
        this.pause = new OutagePause(new PausableStreams(), readiness);
        this.announcer = announcer(settings, prepared);
    }

    /**
     * Starts a stream: reads nothing until models are warm and everything it needs has been seen to work.
     *
     * @throws StartupException if it cannot; nothing is left running
     */
    public static StreamApp start(StreamSettings settings, EmissionObserver observer) throws StartupException {
        return start(settings, observer, parts -> parts);
    }

    /**
     * Starts a stream of other parts than its settings say; for controls, which show what happens without one.
     *
     * @throws StartupException if it cannot; nothing is left running
     */
    public static StreamApp start(
            StreamSettings settings, EmissionObserver observer, UnaryOperator<TopologyParts> alteration)
            throws StartupException {
        MappedCrashJournal journal = CrashReport.open(settings.stateDirectory());
        StreamApp app;
        try {
            Prepared prepared = Preparation.check(settings).prepare();
            app = new StreamApp(settings, prepared, journal, observer, alteration);
        } catch (StartupException | RuntimeException e) {
            journal.close();
            throw e;
        }
        app.run();
        return app;
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
                observer);
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

    private void run() {
        readiness.obstruct(STARTING, "the group has not given this instance its partitions yet");
        streams.setUncaughtExceptionHandler(new FailureJudge(pause, fatal, System::nanoTime));
        streams.setStateListener(this::stateChanged);
        directory.start();
        streams.start();
        announcer.start();
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

    /** Waits until the stream has ended, by {@link #close} or by a failure. */
    public ExitReason awaitEnd() throws InterruptedException {
        ended.await();
        ExitReason its = reason.get();
        return its == null ? ExitReason.STOPPED : its;
    }

    /**
     * Ends the stream: what is pending is answered and committed, the group is left, then models are freed. Takes at most
     * half a minute.
     */
    @Override
    public void close() {
        reason.compareAndSet(null, ExitReason.STOPPED);
        fatal.isEnding = true;
        readiness.obstruct(STARTING, "stopping");
        pause.close();
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
        pipeline.close();
        journal.close();
        if (isClean) {
            LOG.atInfo().log("Ended: what was pending is answered and committed");
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
