package io.inferencestream.bench.run;

import io.inferencestream.bench.contestant.Contestant;
import io.inferencestream.bench.contestant.Contestant.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What is measured, and for how long.
 *
 * @param workloads names of workloads
 * @param contestants who run in every round; each round begins with another of them
 * @param rounds how often
 * @param warmUp of each process, under load, before it is measured
 * @param window for which it is measured
 * @param loads in percent of the sustained rate, for latencies; may be empty
 * @param partitions of the topics
 * @param maxBacklog most images laid before a contestant
 */
public record Plan(
        List<String> workloads,
        List<Contestant> contestants,
        int rounds,
        Duration warmUp,
        Duration window,
        List<Integer> loads,
        int partitions,
        int maxBacklog) {
    private static final Duration START = Duration.ofSeconds(8);
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final Duration PACE = Duration.ofSeconds(4);
    private static final Duration SWEEP = Duration.ofSeconds(12);
    private static final Duration FILL = Duration.ofSeconds(15);

    public Plan {
        workloads = List.copyOf(workloads);
        contestants = List.copyOf(contestants);
        loads = List.copyOf(loads);
    }

    /**
     * The contestants but the limit, in the order of that round: another comes first each time, since what comes first or
     * last has another machine than the others.
     *
     * @param round the first is 1
     */
    public List<Contestant> streams(int round) {
        List<Contestant> rotated = new ArrayList<>(contestants);
        rotated.removeIf(contestant -> contestant.kind() == Kind.LIMIT);
        Collections.rotate(rotated, -(round - 1) * Math.max(1, rotated.size() / rounds));
        return List.copyOf(rotated);
    }

    /** How long all of it will take, roughly. */
    public Duration estimate() {
        Duration round = FILL;
        for (Contestant contestant : contestants) {
            round = round.plus(estimate(contestant));
        }
        return round.multipliedBy((long) rounds * workloads.size());
    }

    /** How long one contestant takes in one round, roughly. */
    public Duration estimate(Contestant contestant) {
        if (contestant.kind() == Kind.LIMIT) {
            return SWEEP.plus(window).plus(START).multipliedBy(2);
        }
        Duration sustained = START.plus(warmUp).plus(window).plus(PACE.multipliedBy(2));
        if (loads.isEmpty() || !contestant.predicts()) {
            return sustained;
        }
        Duration live = START.plus(warmUp).plus(window.plus(SETTLE).multipliedBy(loads.size()));
        return sustained.plus(live);
    }
}
