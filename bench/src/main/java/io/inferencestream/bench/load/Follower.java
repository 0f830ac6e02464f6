package io.inferencestream.bench.load;

import io.inferencestream.schemas.follow.Start;
import io.inferencestream.schemas.follow.TopicReader;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic of predictions as its consumers would, committed records only, and notes when which image was answered.
 * Every image counts once; a second answer is counted as a double.
 *
 * <p>Thread-safe; reads on a thread of its own.
 */
public final class Follower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long LONGEST_LATENCY_MICROS = TimeUnit.MINUTES.toMicros(30);
    private static final int DIGITS = 3;
    private static final Duration PROMPT_WAIT = Duration.ofMillis(500);
    private static final Duration BULK_WAIT = Duration.ofMillis(100);
    private static final int BULK_BYTES = 4 << 20;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicReader reader;
    private final Thread thread;
    private final AnswerCheck check;
    private final BitSet answered = new BitSet();
    private final Arrivals arrivals = new Arrivals();
    private Histogram latencies = newHistogram();
    private @Nullable Schedule measured;
    private int doubles;
    private long count;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    private Follower(KafkaConsumer<byte[], byte[]> consumer, String topic, AnswerCheck check) {
        this.consumer = consumer;
        this.reader = new TopicReader(consumer, List.of(topic), Start.BEGINNING);
        this.check = check;
        this.thread = new Thread(this::read, "follower");
        thread.setDaemon(true);
    }

    /** Starts to read, each answer as soon as it is there: for latencies. */
    public static Follower prompt(String bootstrap, String topic, AnswerCheck check) {
        return start(bootstrap, topic, check, 1, PROMPT_WAIT);
    }

    /** Starts to read, many answers at a time, so that reading takes little of the machine: for rates. */
    public static Follower bulk(String bootstrap, String topic, AnswerCheck check) {
        return start(bootstrap, topic, check, BULK_BYTES, BULK_WAIT);
    }

    private static Follower start(
            String bootstrap, String topic, AnswerCheck check, int fewestBytes, Duration longestWait) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                bootstrap,
                "isolation.level",
                "read_committed",
                "max.poll.records",
                5_000,
                "fetch.min.bytes",
                fewestBytes,
                "fetch.max.wait.ms",
                (int) longestWait.toMillis());
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        Follower follower = new Follower(consumer, topic, check);
        follower.thread.start();
        return follower;
    }

    private static Histogram newHistogram() {
        return new Histogram(LONGEST_LATENCY_MICROS, DIGITS);
    }

    private void read() {
        try (consumer) {
            reader.begin();
            while (!closed) {
                ConsumerRecords<byte[], byte[]> records = reader.poll(POLL);
                if (!records.isEmpty()) {
                    note(records, System.nanoTime());
                }
            }
        } catch (WakeupException e) {
            if (!closed) {
                failure = e;
            }
        } catch (RuntimeException | Error e) { // the top of this thread
            failure = e;
        }
    }

    private synchronized void note(ConsumerRecords<byte[], byte[]> records, long now) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            int number = ImageValues.number(record.key());
            if (answered.get(number)) {
                doubles++;
                continue;
            }
            answered.set(number);
            count++;
            check.check(number, record);
            if (measured != null && measured.covers(number)) {
                long micros = TimeUnit.NANOSECONDS.toMicros(now - measured.dueNanos(number));
                latencies.recordValue(Math.max(0, Math.min(LONGEST_LATENCY_MICROS, micros)));
            }
        }
        arrivals.note(now, count);
    }

    /** From now on latencies are those of the images on this schedule, from when they are due. */
    public synchronized void measure(Schedule schedule) {
        measured = schedule;
        latencies = newHistogram();
        check.forgetBatches();
    }

    /** Latencies in microseconds since {@link #measure}, a copy. */
    public synchronized Histogram latencies() {
        return latencies.copy();
    }

    /** Mean batch of the images checked since {@link #measure}. */
    public synchronized double meanBatch() {
        return check.meanBatch();
    }

    /** Answers checked since {@link #measure}. */
    public synchronized int checked() {
        return check.checked();
    }

    /** Images answered. */
    public synchronized long count() {
        return count;
    }

    /** Answers to images that had one already. */
    public synchronized int doubles() {
        return doubles;
    }

    /** The images that have no answer, among as many of the first as asked for. */
    public synchronized int missing(int sent) {
        return sent - answered.get(0, sent).cardinality();
    }

    /** When how many had been answered. */
    public synchronized Arrivals arrivals() {
        return arrivals.copy();
    }

    /** @throws IllegalStateException if it could not read on, or an answer was wrong */
    public synchronized void requireHealthy() {
        Throwable thrown = failure;
        if (thrown != null) {
            throw new IllegalStateException("the predictions could not be followed", thrown);
        }
        check.requireRight();
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
