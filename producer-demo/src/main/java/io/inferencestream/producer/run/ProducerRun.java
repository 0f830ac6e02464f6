package io.inferencestream.producer.run;

import io.inferencestream.event.ImageEvent;
import io.inferencestream.producer.account.Ledger;
import io.inferencestream.producer.account.OutcomeFollower;
import io.inferencestream.producer.publish.EventFormat;
import io.inferencestream.producer.publish.ImagePublisher;
import io.inferencestream.producer.publish.PublishException;
import io.inferencestream.producer.publish.Ticker;
import io.inferencestream.producer.publish.TracedFormat;
import io.inferencestream.producer.publish.ValueFormat;
import io.inferencestream.producer.report.Progress;
import io.inferencestream.producer.report.RunReport;
import io.inferencestream.producer.source.SourceImage;
import io.inferencestream.schemas.avro.AvroSerializer;
import io.inferencestream.schemas.outcome.OutcomeReader;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * One run against a Kafka cluster: looks whether all is there, sends the images, awaits what becomes of them, and
 * reports. Executed once, by one thread; {@link #stop} and {@link #ledger} may be called by any.
 */
public final class ProducerRun {
    private static final Duration CATCH_UP = Duration.ofSeconds(10);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final RunSettings settings;
    private final Progress progress;
    private final ClientProperties properties;
    private final Ledger ledger;
    private final Ticker ticker = Ticker.system();
    private final Object lock = new Object();
    private @Nullable ImagePublisher publisher;
    private boolean stopped;

    /** @param progress shown while the run lasts and closed before its report is there */
    public ProducerRun(RunSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
        this.properties = new ClientProperties(settings.kafka());
        this.ledger = new Ledger(settings.awaits());
    }

    /** The books of this run; to look at. */
    public Ledger ledger() {
        return ledger;
    }

    /** Lets the run end soon: sends no more, awaits no more, reports what is known. */
    public void stop() {
        synchronized (lock) {
            stopped = true;
            if (publisher != null) {
                publisher.stop();
            }
        }
        ledger.giveUp();
    }

    /**
     * Runs.
     *
     * @throws RunException if the run cannot begin; nothing was sent
     */
    public RunReport execute(Iterator<SourceImage> images) throws RunException, InterruptedException {
        try (progress;
                ProgressTimer timer = new ProgressTimer(ledger, progress)) {
            int maxMessageBytes = check();
            timer.start();
            return settings.awaits() ? sendAndAwait(images, maxMessageBytes) : send(images, maxMessageBytes, null);
        } catch (KafkaException e) {
            throw new RunException("Kafka's clients do not start: " + reasons(e), e);
        }
    }

    private int check() throws RunException, InterruptedException {
        RunSettings.Topics topics = settings.topics();
        List<String> needed = new ArrayList<>(List.of(topics.images()));
        if (settings.awaits()) {
            needed.addAll(List.of(topics.predictions(), topics.deadLetters()));
        }
        try (Admin admin = Admin.create(properties.admin())) {
            ClusterCheck check =
                    new ClusterCheck(admin, settings.kafka().getOrDefault("bootstrap.servers", "an unknown place"));
            check.requireTopics(needed);
            check.requireLeaders(topics.images());
            return check.maxMessageBytes(topics.images());
        }
    }

    private RunReport sendAndAwait(Iterator<SourceImage> images, int maxMessageBytes) throws InterruptedException {
        RunSettings.Topics topics = settings.topics();
        SchemaRegistryClient registry = SchemaRegistryClient.of(properties.serializer());
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            OutcomeFollower follower = new OutcomeFollower(
                    consumer,
                    OutcomeReader.of(registry, topics.deadLetters()),
                    List.of(topics.predictions(), topics.deadLetters()),
                    topics.images(),
                    ledger,
                    ticker::nanos);
            follower.startAtEnd();
            FollowerThread thread = new FollowerThread(follower, ledger);
            thread.start();
            return send(images, maxMessageBytes, thread);
        }
    }

    private RunReport send(Iterator<SourceImage> images, int maxMessageBytes, @Nullable FollowerThread follower)
            throws InterruptedException {
        String problem = null;
        try {
            publish(images, maxMessageBytes);
        } catch (PublishException e) {
            problem = e.getMessage();
        }
        ledger.allSent();
        if (follower != null && settings.patience() != null) {
            ledger.awaitSettled(settings.patience());
            follower.finish(CATCH_UP);
            RuntimeException failure = follower.failure();
            if (failure != null && problem == null) {
                problem = "the output topics cannot be followed: " + reasons(failure);
            }
        }
        return RunReport.of(ledger, settings.awaits(), problem);
    }

    private void publish(Iterator<SourceImage> images, int maxMessageBytes)
            throws PublishException, InterruptedException {
        Map<String, Object> producerProperties = properties.producer(maxMessageBytes);
        int maxImageBytes = Integer.parseInt(String.valueOf(producerProperties.get("max.request.size")));
        try (AvroSerializer<ImageEvent> serializer = new AvroSerializer<>()) {
            Producer<byte[], byte[]> producer =
                    new KafkaProducer<>(producerProperties, new ByteArraySerializer(), new ByteArraySerializer());
            try {
                ImagePublisher begun = new ImagePublisher(
                        producer,
                        settings.topics().images(),
                        format(serializer),
                        settings.keyBy(),
                        maxImageBytes,
                        ledger,
                        ticker);
                begin(begun);
                begun.publish(Long.toString(ticker.epochMillis(), Character.MAX_RADIX), settings.rate(), images);
            } finally {
                producer.close(CLOSE);
            }
        }
    }

    private ValueFormat format(AvroSerializer<ImageEvent> serializer) {
        ValueFormat plain = plainFormat(serializer);
        return settings.traces() ? new TracedFormat(plain, new SplittableRandom()) : plain;
    }

    private ValueFormat plainFormat(AvroSerializer<ImageEvent> serializer) {
        if (settings.format() == RunSettings.Format.BYTES) {
            return ValueFormat.bytes();
        }
        serializer.configure(properties.serializer(), false);
        return new EventFormat(serializer, settings.model(), settings.deadline());
    }

    private void begin(ImagePublisher begun) {
        synchronized (lock) {
            publisher = begun;
            if (stopped) {
                begun.stop();
            }
        }
    }

    private static String reasons(Throwable failure) {
        StringBuilder reasons = new StringBuilder(String.valueOf(failure.getMessage()));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            reasons.append(": ").append(cause.getMessage());
        }
        return reasons.toString();
    }
}
