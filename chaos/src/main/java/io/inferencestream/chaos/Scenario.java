package io.inferencestream.chaos;

import io.inferencestream.chaos.process.Program;
import io.inferencestream.kit.properties.Delivery;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
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
 * @param from the checkout whose build the instances begin with, to be replaced by this one; empty for this one only
 */
public record Scenario(
        long seed,
        Delivery delivery,
        String protocol,
        int records,
        int partitions,
        int kills,
        Set<Disturbance> others,
        boolean isBarrierOn,
        Optional<Path> from) {
    public Scenario {
        if (records < 100 || partitions < 1 || kills < 0) {
            throw new IllegalArgumentException("records must be at least 100, partitions 1 and kills 0: " + records
                    + ", " + partitions + ", " + kills);
        }
        if (!Set.of("classic", "streams").contains(protocol)) {
            throw new IllegalArgumentException("protocol must be classic or streams: " + protocol);
        }
        if (!Disturbance.onceEach().containsAll(others)) {
            throw new IllegalArgumentException("others must be of " + Disturbance.onceEach() + ": " + others);
        }
        if (!isBarrierOn && from.isPresent()) {
            throw new IllegalArgumentException("the control is no upgrade: give --without-barrier or --from, not both");
        }
        EnumSet<Disturbance> sorted = EnumSet.noneOf(Disturbance.class);
        sorted.addAll(others);
        others = sorted;
    }

    /** What all instances run in the end. */
    Program program() {
        return isBarrierOn ? Program.own() : Program.withoutBarrier();
    }

    /** What the instances begin with. */
    Program firstProgram() {
        return from.map(Program::builtIn).orElseGet(this::program);
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
                        isBarrierOn ? "barrier" : "no-barrier",
                        from.map(checkout -> "from=" + checkout).orElse(""))
                .stripTrailing();
    }

    /** As the configuration spells it. */
    String deliveryName() {
        return isExactlyOnce() ? "exactly-once" : "at-least-once";
    }
}
