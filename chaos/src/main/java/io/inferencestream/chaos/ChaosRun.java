package io.inferencestream.chaos;

import io.inferencestream.chaos.Plan.Step;
import io.inferencestream.chaos.engine.Temper;
import io.inferencestream.chaos.process.Fleet;
import io.inferencestream.chaos.process.Program;
import io.inferencestream.chaos.process.StreamTopics;
import io.inferencestream.chaos.verify.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One run of one scenario, from an empty broker to the verdict. */
public final class ChaosRun {
    /** The stream's {@code max.poll.interval.ms} here: low, so that standing still for longer takes seconds. */
    static final int MAX_POLL_INTERVAL_MILLIS = 6_000;

    private static final int TRANSACTION_TIMEOUT_MILLIS = 5_000;
    private static final int SESSION_TIMEOUT_MILLIS = 3_000;
    private static final int HEARTBEAT_MILLIS = 500;

    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final int DISK_MEBIBYTES = 64;
    private static final int RECORDS_PER_MEBIBYTE = 250;

    private final Scenario scenario;
    private final Plan plan;
    private final Path folder;
    private final Chronicle chronicle;

    /**
     * @param folder for logs and topics; stays
     * @param listener told what happens, line by line
     */
    public ChaosRun(Scenario scenario, Path folder, Consumer<String> listener) {
        this.scenario = scenario;
        this.plan = Plan.of(scenario);
        this.folder = folder;
        this.chronicle = new Chronicle(folder.resolve("chronicle.log"), listener);
    }

    /** Runs it; takes a minute or several. Leaves no process behind. */
    RunResult run() throws Exception {
        long started = System.nanoTime();
        boolean isDiskFilled = scenario.others().contains(Disturbance.DISK_FULL);
        int disk = isDiskFilled ? DISK_MEBIBYTES + scenario.records() / RECORDS_PER_MEBIBYTE : 0;
        try (Stage stage = Stage.set(folder, new StreamTopics("chaos", scenario.partitions()), disk);
                Fleet fleet = new Fleet(stage.setup(Temper.STEADY, scenario.program(), settings()), chronicle)) {
            Endings endings = new Endings(fleet, chronicle);
            disturb(stage, fleet, endings);
            boolean hasSettled = stage.awaitAll();
            endings.terminateAll();
            hasSettled &= stage.awaitAll();
            if (!hasSettled) {
                stage.openTransactions().forEach(chronicle);
            }
            Verdict verdict = stage.audit(!scenario.isExactlyOnce());
            chronicle.accept(verdict.toString());
            return new RunResult(
                    scenario.key(),
                    scenario.seed(),
                    scenario.deliveryName(),
                    scenario.protocol(),
                    scenario.isBarrierOn(),
                    (System.nanoTime() - started) / 1e9,
                    plan.steps().stream().map(step -> step.what().spelling()).toList(),
                    isDiskFilled ? stage.broker().disk().description() : "",
                    fleet.exits(),
                    hasSettled,
                    verdict,
                    endings.faults());
        }
    }

    private List<String> settings() {
        List<String> settings = new ArrayList<>(List.of(
                "  max.poll.interval.ms: " + MAX_POLL_INTERVAL_MILLIS,
                "  producer.transaction.timeout.ms: " + TRANSACTION_TIMEOUT_MILLIS,
                "  group.protocol: " + scenario.protocol()));
        if (scenario.protocol().equals("classic")) {
            settings.add("  session.timeout.ms: " + SESSION_TIMEOUT_MILLIS);
            settings.add("  heartbeat.interval.ms: " + HEARTBEAT_MILLIS);
        }
        settings.add("delivery: " + scenario.deliveryName());
        settings.add("limits: {predictTimeout: 3s}");
        return settings;
    }

    private void disturb(Stage stage, Fleet fleet, Endings endings) throws Exception {
        RollingUpgrade upgrade = new RollingUpgrade(plan.upgrades(), fleet, stage.progress(), endings, chronicle);
        try (Disturber disturber = new Disturber(stage, fleet, upgrade, endings, chronicle)) {
            Feeding feeding = Feeding.begin(stage, plan, upgrade::isUnderWay);
            Duration start = start(stage, fleet);
            for (Step step : plan.steps()) {
                stage.progress().await(step.afterRecords(), step.patience().plus(start));
                disturber.begin(step);
            }
            disturber.awaitAll();
            feeding.awaitEnd();
        }
    }

    /** Returns the time from the first process to the first commit: whoever disturbs sooner only delays starts. */
    private Duration start(Stage stage, Fleet fleet) throws InterruptedException {
        long begun = System.nanoTime();
        Program first = scenario.firstProgram();
        for (int i = 1; i <= plan.instances(); i++) {
            fleet.join("instance-" + i, first);
        }
        stage.progress().await(1, LONGEST_START);
        Duration time = Duration.ofNanos(System.nanoTime() - begun);
        chronicle.accept("first commit after " + time.toMillis() + " ms");
        return time;
    }
}
