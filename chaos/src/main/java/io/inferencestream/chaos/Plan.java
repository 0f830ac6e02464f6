package io.inferencestream.chaos;

import io.inferencestream.chaos.feed.Specimen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What a seed comes to: what happens, when, to whom and how long, and which specimens are sent. The same scenario always
 * has the same plan; how far the machine has got at each moment is its own affair.
 *
 * @param instances that run from the beginning; at least 1
 * @param steps in their order
 * @param specimens in the order in which they are sent
 */
record Plan(int instances, List<Step> steps, List<Specimen> specimens) {
    private static final Duration LONGEST_BETWEEN = Duration.ofSeconds(6);
    private static final int ONE_PECULIAR_IN = 40;

    /** Too many of these would take all the time: each halves its batch down to itself. */
    private static final int ONE_REFUSED_IN = 200;

    private static final List<Specimen> PECULIAR = List.of(
            Specimen.FORBIDDEN_SCHEMA,
            Specimen.WITHOUT_TIME,
            Specimen.HEAVY,
            Specimen.TRUNCATED,
            Specimen.NO_IMAGE,
            Specimen.TOO_LARGE,
            Specimen.NO_EVENT,
            Specimen.FOR_NO_MODEL,
            Specimen.TOO_LATE);

    /** What builds before this one did not survive: left out where one of those is to be replaced. */
    private static final Set<Specimen> FATAL_BEFORE =
            Set.of(Specimen.FORBIDDEN_SCHEMA, Specimen.WITHOUT_TIME, Specimen.HEAVY);

    /**
     * One disturbance.
     *
     * @param what happens
     * @param afterRecords the number of committed records at which it happens
     * @param patience or once so much time and that of a start have passed since the step before, for what is down makes no
     *     progress
     * @param whom it happens to, as a number to be taken modulo the instances
     * @param length from 0 to 1: how long it lasts within what makes sense for it
     */
    record Step(Disturbance what, long afterRecords, Duration patience, int whom, double length) {

        /** A time between the two, by this step's length. */
        Duration between(long millis, long maxMillis) {
            return Duration.ofMillis(millis + (long) (length * (maxMillis - millis)));
        }
    }

    static Plan of(Scenario scenario) {
        Random random = new Random(scenario.seed());
        boolean isRolling = scenario.from().isPresent();
        int instances = (isRolling ? 2 : 1) + random.nextInt(2);
        List<Disturbance> all = new ArrayList<>(Collections.nCopies(scenario.kills(), Disturbance.SIGKILL));
        all.addAll(scenario.others());
        all.addAll(Collections.nCopies(isRolling ? instances : 0, Disturbance.UPGRADE));
        Collections.shuffle(all, random);
        List<Step> steps = new ArrayList<>();
        double share = (double) scenario.records() / (all.size() + 2);
        for (int i = 0; i < all.size(); i++) {
            long after = (long) (share * (i + 0.5 + random.nextDouble()));
            Duration patience = Duration.ofMillis(random.nextInt((int) LONGEST_BETWEEN.toMillis()));
            steps.add(new Step(all.get(i), after, patience, random.nextInt(1_000), random.nextDouble()));
        }
        List<Specimen> peculiar = PECULIAR.stream()
                .filter(specimen -> !isRolling || !FATAL_BEFORE.contains(specimen))
                .toList();
        List<Specimen> specimens = new ArrayList<>(scenario.records());
        for (int i = 0; i < scenario.records(); i++) {
            specimens.add(specimen(random, peculiar));
        }
        return new Plan(instances, List.copyOf(steps), List.copyOf(specimens));
    }

    /** How many instances are replaced by those of another build. */
    int upgrades() {
        return (int) steps.stream()
                .filter(step -> step.what() == Disturbance.UPGRADE)
                .count();
    }

    private static Specimen specimen(Random random, List<Specimen> peculiar) {
        if (random.nextInt(ONE_REFUSED_IN) == 0) {
            return Specimen.REFUSED;
        }
        return random.nextInt(ONE_PECULIAR_IN) == 0 ? peculiar.get(random.nextInt(peculiar.size())) : Specimen.GOOD;
    }
}
