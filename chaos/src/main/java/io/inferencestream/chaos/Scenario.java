package io.inferencestream.chaos;

import io.inferencestream.stream.config.Delivery;
import java.util.EnumSet;
import java.util.Set;

/**
 * What one run is to be.
 *
 * @param seed from which the plan follows: what happens to whom, and when
 * @param delivery the stream's guarantee
 * @param protocol the stream's {@code group.protocol}: classic or streams
 * @param records to be sent; at least 100
 * @param partitions of the images; at least 1
 * @param kills how often an instance is killed; not negative
 * @param others what happens once each besides
 * @param isBarrierOn false for the control, which has to lose records
 */
public record Scenario(
        long seed,
        Delivery delivery,
        String protocol,
        int records,
        int partitions,
        int kills,
        Set<Disturbance> others,
        boolean isBarrierOn) {
    public Scenario {
        if (records < 100 || partitions < 1 || kills < 0) {
            throw new IllegalArgumentException("records must be at least 100, partitions 1 and kills 0: " + records
                    + ", " + partitions + ", " + kills);
        }
        if (!Set.of("classic", "streams").contains(protocol)) {
            throw new IllegalArgumentException("protocol must be classic or streams: " + protocol);
        }
        EnumSet<Disturbance> sorted = EnumSet.noneOf(Disturbance.class);
        sorted.addAll(others);
        others = sorted;
    }

    boolean isExactlyOnce() {
        return delivery == Delivery.EXACTLY_ONCE;
    }

    /** What tells this run from others in a file of results. */
    String key() {
        return String.join(
                " ",
                "seed=" + seed,
                deliveryName(),
                protocol,
                "records=" + records,
                "partitions=" + partitions,
                "kills=" + kills,
                "others=" + others.stream().map(Disturbance::spelling).toList(),
                isBarrierOn ? "barrier" : "no-barrier");
    }

    /** As the configuration spells it. */
    String deliveryName() {
        return isExactlyOnce() ? "exactly-once" : "at-least-once";
    }
}
