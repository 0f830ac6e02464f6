package io.inferencestream.schemas.follow;

import io.inferencestream.schemas.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on every record of some topics as it comes, until it is closed. Waits for topics that do not exist yet, and waits out
 * outages of the broker and of the registry; after one of the broker's it begins at its start again.
 *
 * <p>Starts one thread, which owns the consumer and calls the listener.
 */
public final class TopicFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long PAUSE_MILLIS = 500;
    private static final long CLOSE_PATIENCE_MILLIS = 3_000;

    private final List<String> topics;
    private final Start start;
    private final Listener listener;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> reading;
    private volatile boolean isCaughtUp;

    /** Told of every record, by the follower's thread. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Takes a record.
         *
         * @throws RegistryUnavailableException to be told of the same record again in a moment
         */
        void record(ConsumerRecord<byte[], byte[]> record);
    }

    /**
     * Reads nothing yet.
     *
     * @param consumers makes a consumer that reads as it should, committed records or all; called again after an outage
     */
    public TopicFollower(
            List<String> topics, Start start, Listener listener, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.topics = List.copyOf(topics);
        this.start = start;
        this.listener = listener;
        this.consumers = consumers;
        this.thread = new Thread(this::run, "follower-" + String.join("-", topics));
        thread.setDaemon(true);
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    /** Whether all has been handed on that was there when reading began. */
    public boolean isCaughtUp() {
        return isCaughtUp;
    }

    private void run() {
        while (isOpen()) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                reading = consumer;
                follow(new TopicReader(consumer, topics, start));
            } catch (KafkaException e) {
                isCaughtUp = false;
                tell(e);
                pause();
            }
        }
    }

    private void tell(KafkaException failure) {
        if (isOpen()) {
            LOG.atWarn().addKeyValue("topic", topics).setCause(failure).log("Topics cannot be read now; trying again");
        }
    }

    private void follow(TopicReader reader) {
        while (isOpen() && !reader.discover()) {
            pause();
        }
        while (isOpen()) {
            reader.poll(POLL).forEach(this::handOn);
            if (!isCaughtUp && reader.isCaughtUp()) {
                isCaughtUp = true;
                LOG.atInfo().addKeyValue("topic", topics).log("Read to the end; following what is new");
            }
        }
    }

    private void handOn(ConsumerRecord<byte[], byte[]> record) {
        while (isOpen()) {
            try {
                listener.record(record);
                return;
            } catch (RegistryUnavailableException e) {
                LOG.atWarn()
                        .addKeyValue("topic", record.topic())
                        .addKeyValue("partition", record.partition())
                        .addKeyValue("offset", record.offset())
                        .setCause(e)
                        .log("A record waits for the schema registry");
                pause();
            }
        }
    }

    private boolean isOpen() {
        return closing.getCount() > 0;
    }

    private void pause() {
        try {
            if (closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.debug("Closing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    /** Ends the thread, and waits a moment for that. */
    @Override
    public void close() {
        closing.countDown();
        Consumer<byte[], byte[]> its = reading;
        if (its != null) {
            its.wakeup(); // it may be waiting for a broker that is away
        }
        try {
            thread.join(CLOSE_PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
