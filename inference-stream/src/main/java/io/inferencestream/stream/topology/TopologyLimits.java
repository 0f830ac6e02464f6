package io.inferencestream.stream.topology;

import io.inferencestream.core.pipeline.InFlightLimits;
import java.time.Duration;

/**
 * Bounds of the topology.
 *
 * @param pendingRecords max records of one task that may wait for their outcome; at least 1
 * @param pendingBytes max bytes of those of all tasks, but for a lone record of each; at least 1
 * @param waiting longest time from the first record after a commit to the end of the drain before the next; above zero
 * @param emitInterval how often completed outcomes are looked for while no record comes; at least a millisecond
 * @param idleCommitGap shortest time from one commit to the next where all that was read is answered; not negative
 */
public record TopologyLimits(
        int pendingRecords, long pendingBytes, Duration waiting, Duration emitInterval, Duration idleCommitGap) {
    public TopologyLimits {
        if (pendingRecords < 1 || pendingBytes < 1) {
            throw new IllegalArgumentException(
                    "pendingRecords and pendingBytes must be at least 1: " + pendingRecords + ", " + pendingBytes);
        }
        if (waiting.isZero() || waiting.isNegative()) {
            throw new IllegalArgumentException("waiting must be above zero: " + waiting);
        }
        if (emitInterval.toMillis() < 1) {
            throw new IllegalArgumentException("emitInterval must be at least 1 ms: " + emitInterval);
        }
        if (idleCommitGap.isNegative()) {
            throw new IllegalArgumentException("idleCommitGap must not be negative: " + idleCommitGap);
        }
    }

    /**
     * The time within which everything in flight must clear for these limits to hold; for
     * {@link InFlightLimits#clearance()}.
     */
    public Duration clearance() {
        return WaitingBudget.clearance(waiting);
    }
}
