package io.inferencestream.chaos;

import io.inferencestream.chaos.Plan.Step;
import io.inferencestream.chaos.engine.Temper;
import io.inferencestream.chaos.feed.Feeder;
import io.inferencestream.chaos.feed.Specimen;
import io.inferencestream.chaos.process.Fleet;
import io.inferencestream.chaos.process.Instance;
import io.inferencestream.chaos.process.Progress;
import io.inferencestream.chaos.process.StreamTopics;
import io.inferencestream.chaos.verify.Verdict;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** One run of one scenario, from an empty broker to the verdict. */
public final class ChaosRun {
    /** The stream's {@code max.poll.interval.ms} here: low, so that standing still for longer takes seconds. */
    static final int MAX_POLL_INTERVAL_MILLIS = 6_000;

    private static final int TRANSACTION_TIMEOUT_MILLIS = 5_000;
    private static final int SESSION_TIMEOUT_MILLIS = 3_000;
    private static final int HEARTBEAT_MILLIS = 500;

    /** The feeder is never further ahead: there must be work while things happen, and things must happen to work. */
    private static final int LEAST_AHEAD = 600;

    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final int DISK_MEBIBYTES = 64;
    private static final int RECORDS_PER_MEBIBYTE = 250;

    private final Scenario scenario;
    private final Plan plan;
    private final Path folder;
    private final Chronicle chronicle;
    private volatile boolean isGivenUp;

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
                Fleet fleet = new Fleet(stage.setup(Temper.STEADY, scenario.isBarrierOn(), settings()), chronicle);
                Disturber disturber = new Disturber(stage, fleet, chronicle)) {
            disturb(stage, fleet, disturber);
            boolean hasSettled = stage.awaitAll();
            List<String> faults = new ArrayList<>(disturber.faults());
            faults.addAll(end(fleet));
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
                    faults);
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

    private void disturb(Stage stage, Fleet fleet, Disturber disturber) throws Exception {
        CompletableFuture<?> feeding = CompletableFuture.runAsync(() -> feed(stage));
        Duration start = start(stage, fleet);
        for (Step step : plan.steps()) {
            stage.progress().await(step.afterRecords(), step.patience().plus(start));
            disturber.begin(step);
        }
        disturber.awaitAll();
        while (!feeding.isDone() && !stage.hasStoodStill()) {
            Thread.sleep(100);
        }
        isGivenUp = true;
        try {
            feeding.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("not everything could be sent", e.getCause());
        }
    }

    /** Returns the time from the first process to the first commit: whoever disturbs sooner only delays starts. */
    private Duration start(Stage stage, Fleet fleet) throws InterruptedException {
        long begun = System.nanoTime();
        for (int i = 1; i <= plan.instances(); i++) {
            fleet.join("instance-" + i);
        }
        stage.progress().await(1, LONGEST_START);
        Duration time = Duration.ofNanos(System.nanoTime() - begun);
        chronicle.accept("first commit after " + time.toMillis() + " ms");
        return time;
    }

    private void feed(Stage stage) {
        Feeder feeder = stage.feeder();
        Progress progress = stage.progress();
        long ahead = Math.max(LEAST_AHEAD, scenario.records() / 10);
        long sent = 0;
        try {
            for (Specimen specimen : plan.specimens()) {
                while (sent - progress.committed() > ahead) {
                    if (isGivenUp) {
                        return;
                    }
                    Thread.sleep(5);
                }
                feeder.send(specimen);
                sent++;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        feeder.flush();
    }

    /** SIGTERM to all: each has to answer and commit what is pending, and exit 0; one that still starts may exit 143. */
    private static List<String> end(Fleet fleet) throws InterruptedException {
        List<String> faults = new ArrayList<>();
        for (Instance instance : fleet.members()) {
            boolean hasStarted = instance.hasPartitions();
            int code = fleet.terminate(instance);
            if (code != 0 && (hasStarted || code != ForkedJvm.TERMINATED)) {
                faults.add(instance.name() + " ended with " + code + " on the last SIGTERM");
            }
        }
        return faults;
    }
}
