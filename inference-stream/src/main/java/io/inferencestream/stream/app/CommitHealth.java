package io.inferencestream.stream.app;

import io.inferencestream.kit.clients.ClientEvents;
import io.inferencestream.kit.health.Readiness;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that the stream is not ready while one commit after the other fails, and hands on what it is told. Thread-safe. */
final class CommitHealth implements ClientEvents {
    static final String OBSTACLE = "commits";

    private static final Logger LOG = LoggerFactory.getLogger(CommitHealth.class);

    /** A rebalance or a crash of a thread may fail one; so many in a row are no accident. */
    private static final int MAX_FAILURES = 3;

    private final Readiness readiness;
    private final ClientEvents next;
    private final AtomicInteger failures = new AtomicInteger();

    CommitHealth(Readiness readiness, ClientEvents next) {
        this.readiness = readiness;
        this.next = next;
    }

    @Override
    public void committed() {
        if (failures.getAndSet(0) >= MAX_FAILURES) {
            readiness.clear(OBSTACLE);
        }
        next.committed();
    }

    @Override
    public void commitFailed() {
        int inARow = failures.incrementAndGet();
        if (inARow >= MAX_FAILURES) {
            readiness.obstruct(
                    OBSTACLE,
                    inARow + " commits in a row have failed, and their records are read again: the brokers do not take"
                            + " the outcomes in time. Is there a quota?");
            LOG.atWarn().log("{} commits in a row have failed; their records are read again", inARow);
        }
        next.commitFailed();
    }

    @Override
    public void skipped(TopicPartition partition, long from, long to) {
        next.skipped(partition, from, to);
    }
}
