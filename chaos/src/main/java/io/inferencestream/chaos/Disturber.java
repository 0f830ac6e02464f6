package io.inferencestream.chaos;

import io.inferencestream.chaos.Plan.Step;
import io.inferencestream.chaos.engine.Orders.Order;
import io.inferencestream.chaos.process.Fleet;
import io.inferencestream.chaos.process.Instance;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Carries out steps, each on a thread of its own, so that what lasts goes on while the next begins. What happens to the
 * broker happens one after another, and so does what happens to the registry.
 */
final class Disturber implements AutoCloseable {
    private static final Duration LONGEST_STEP = Duration.ofMinutes(4);

    /** Longer than {@link ChaosRun#MAX_POLL_INTERVAL_MILLIS}. */
    private static final long SHORTEST_FREEZE_MILLIS = ChaosRun.MAX_POLL_INTERVAL_MILLIS + 1_000L;

    private static final long LONGEST_FREEZE_MILLIS = SHORTEST_FREEZE_MILLIS + 3_000;
    private static final long LONGEST_OUTAGE_MILLIS = 5_000;

    /** A stream whose engine broke gives Kafka Streams 20 s to end. */
    private static final Duration LONGEST_END = Duration.ofSeconds(40);

    private final Stage stage;
    private final Fleet fleet;
    private final RollingUpgrade upgrade;
    private final Endings endings;
    private final Consumer<String> chronicle;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Object registryTurn = new Object();
    private final List<Future<?>> pending = new ArrayList<>();
    private int guests;

    Disturber(Stage stage, Fleet fleet, RollingUpgrade upgrade, Endings endings, Consumer<String> chronicle) {
        this.stage = stage;
        this.fleet = fleet;
        this.upgrade = upgrade;
        this.endings = endings;
        this.chronicle = chronicle;
    }

    /** Begins a step; returns at once. */
    void begin(Step step) {
        chronicle.accept(step.what().spelling() + " at " + stage.progress().committed() + " committed");
        pending.add(threads.submit(() -> {
            carryOut(step);
            return null;
        }));
    }

    /** Waits until every step is over and everything that it took away is back. */
    void awaitAll() throws InterruptedException {
        for (Future<?> step : pending) {
            try {
                step.get(LONGEST_STEP.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                endings.fault(String.valueOf(e.getCause() == null ? e : e.getCause()));
            }
        }
    }

    private void carryOut(Step step) throws InterruptedException {
        switch (step.what()) {
            case SIGKILL -> victim(step).jvm().kill();
            case SIGTERM -> restart(victim(step));
            case SIGSTOP -> freeze(victim(step).jvm(), step.between(SHORTEST_FREEZE_MILLIS, LONGEST_FREEZE_MILLIS));
            case JOIN_LEAVE -> invite(step.between(4_000, 12_000));
            case BROKER_RESTART -> stage.broker().restart(step.between(0, LONGEST_OUTAGE_MILLIS));
            case BROKER_SIGKILL -> stage.broker().kill(step.between(0, LONGEST_OUTAGE_MILLIS));
            case DISK_FULL -> starveBroker(step.between(0, LONGEST_OUTAGE_MILLIS));
            case REGISTRY_OUTAGE -> takeRegistryAway(step.between(1_000, LONGEST_OUTAGE_MILLIS));
            case MODEL_HANG -> order(victim(step), Order.HANG);
            case MODEL_BREAK -> order(victim(step), Order.BREAK);
            case UPGRADE -> upgrade.replaceOne();
        }
        chronicle.accept("over: " + step.what().spelling());
    }

    /** Waits if there is nobody just now. */
    private Instance victim(Step step) throws InterruptedException {
        List<Instance> members = fleet.members();
        while (members.isEmpty()) {
            Thread.sleep(50);
            members = fleet.members();
        }
        return members.get(step.whom() % members.size());
    }

    private void restart(Instance instance) throws InterruptedException {
        endings.terminate(instance);
        fleet.takeBack(instance);
    }

    private static void freeze(ForkedJvm jvm, Duration time) throws InterruptedException {
        jvm.freeze();
        try {
            Thread.sleep(time.toMillis());
        } finally {
            jvm.thaw();
        }
    }

    private void invite(Duration time) throws InterruptedException {
        Instance guest = fleet.join("guest-" + nextGuest());
        Thread.sleep(time.toMillis());
        endings.terminate(guest);
    }

    private synchronized int nextGuest() {
        return ++guests;
    }

    private void starveBroker(Duration pause) throws InterruptedException {
        if (!stage.broker().starve(pause)) {
            chronicle.accept("the broker lived with a full disk, and was killed");
        }
    }

    private void takeRegistryAway(Duration time) throws InterruptedException {
        synchronized (registryTurn) {
            stage.events().evolve();
            stage.registry().stop();
            try {
                Thread.sleep(time.toMillis());
            } finally {
                stage.registry().restart();
            }
        }
    }

    /** It ends of it, unless something else ends it before. */
    private void order(Instance instance, Order order) throws InterruptedException {
        instance.orders().give(order);
        try {
            if (!instance.awaitEnd(LONGEST_END)) {
                chronicle.accept(instance.name() + " met no batch to " + order + " on");
            }
        } finally {
            instance.orders().takeBack(order);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
