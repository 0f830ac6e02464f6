package io.inferencestream.producer.run;

import io.inferencestream.producer.account.Ledger;
import io.inferencestream.producer.account.OutcomeFollower;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Follows outcomes in the background until told to finish. Started once, by its constructor's caller. */
final class FollowerThread {
    private static final Duration POLL = Duration.ofMillis(100);

    private final OutcomeFollower follower;
    private final Ledger ledger;
    private final Thread thread;
    private volatile boolean finishing;
    private volatile @Nullable RuntimeException failure;

    FollowerThread(OutcomeFollower follower, Ledger ledger) {
        this.follower = follower;
        this.ledger = ledger;
        this.thread = new Thread(this::follow, "outcomes");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * Reads up to the present end of the topics, where a duplicate may wait, and ends the thread.
     *
     * @param longest how long that may take; what is not read by then stays unread
     */
    void finish(Duration longest) throws InterruptedException {
        finishing = true;
        thread.join(longest.toMillis());
    }

    /** What ended the following early, or null. */
    @Nullable
    RuntimeException failure() {
        return failure;
    }

    private void follow() {
        try {
            while (!finishing) {
                follower.poll(POLL);
            }
            Map<TopicPartition, Long> ends = follower.ends();
            while (!follower.hasReached(ends)) {
                follower.poll(POLL);
            }
        } catch (RuntimeException e) {
            failure = e;
            ledger.giveUp();
        }
    }
}
