package io.inferencestream.chaos.process;

import io.inferencestream.chaos.process.Cluster.UnansweredException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** How far the stream has got, by its own commits, asked again and again. Starts one thread; thread-safe. */
public final class Progress implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final Cluster cluster;
    private final StreamTopics topics;
    private final Thread thread;
    private volatile long committed;
    private volatile long advancedAtNanos = System.nanoTime();

    public Progress(Cluster cluster, StreamTopics topics) {
        this.cluster = cluster;
        this.topics = topics;
        this.thread = new Thread(this::follow, "progress");
        thread.setDaemon(true);
        thread.start();
    }

    private void follow() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                refresh();
                Thread.sleep(BETWEEN.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void refresh() throws InterruptedException {
        try {
            long sum = cluster.committed().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            if (sum > committed) {
                committed = sum;
                advancedAtNanos = System.nanoTime();
            }
        } catch (UnansweredException e) {
            // the broker is down: no progress
        }
    }

    /** Records committed so far. */
    public long committed() {
        return committed;
    }

    /** Time since the last commit that was seen. */
    public Duration standstill() {
        return Duration.ofNanos(System.nanoTime() - advancedAtNanos);
    }

    /** Waits until that many records are committed, at most so long. */
    public void await(long records, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (committed < records && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
    }

    /**
     * Waits until everything that is in the images' topic is committed and no transaction is open.
     *
     * @param patience longest time without any progress
     * @return false if it stands still before
     */
    public boolean awaitAll(Duration patience) throws InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            if (isAllDone()) {
                return true;
            }
            if (System.nanoTime() - Math.max(begun, advancedAtNanos) > patience.toNanos()) {
                return false;
            }
            Thread.sleep(BETWEEN.toMillis());
        }
    }

    private boolean isAllDone() throws InterruptedException {
        try {
            Map<TopicPartition, Long> ends = cluster.ends(topics.inputs(), IsolationLevel.READ_COMMITTED);
            return cluster.committed().equals(ends) && cluster.isStable();
        } catch (UnansweredException e) {
            return false;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
