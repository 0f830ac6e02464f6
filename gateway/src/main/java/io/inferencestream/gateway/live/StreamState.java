package io.inferencestream.gateway.live;

import java.util.Map;

/**
 * How the stream is, as Kafka tells.
 *
 * @param isBrokerUp whether the broker answers
 * @param members threads of the stream that share its partitions; 0 where no instance runs
 * @param lag images that wait, by partition
 */
public record StreamState(boolean isBrokerUp, int members, Map<Integer, Long> lag) {
    /** Before anything is known, and while the broker does not answer. */
    public static final StreamState UNKNOWN = new StreamState(false, 0, Map.of());

    public StreamState {
        lag = Map.copyOf(lag);
    }

    /** All images that wait. */
    public long totalLag() {
        return lag.values().stream().mapToLong(Long::longValue).sum();
    }
}
