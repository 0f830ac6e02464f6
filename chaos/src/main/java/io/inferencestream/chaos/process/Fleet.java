package io.inferencestream.chaos.process;

import io.inferencestream.testkit.fork.ForkedJvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The instances that are meant to run, and what a supervisor does for them: whoever ends is started again. Starts one
 * thread; thread-safe.
 */
public final class Fleet implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration BACKOFF = Duration.ofMillis(500);
    private static final Duration LONGEST_END = Duration.ofSeconds(75);

    private final StreamSetup setup;
    private final Consumer<String> chronicle;
    private final Map<String, Instance> members = new LinkedHashMap<>();
    private final Map<String, Long> startAgainAtNanos = new HashMap<>();
    private final Map<Integer, Integer> exits = new TreeMap<>();
    private final Thread supervisor;

    /** @param chronicle told what happens by itself */
    public Fleet(StreamSetup setup, Consumer<String> chronicle) {
        this.setup = setup;
        this.chronicle = chronicle;
        this.supervisor = new Thread(this::supervise, "supervisor");
        supervisor.setDaemon(true);
        supervisor.start();
    }

    /** Starts another instance. */
    public Instance join(String name) {
        return join(name, setup.program());
    }

    /** Starts another instance, of another program than the rest. */
    public synchronized Instance join(String name, Program program) {
        Instance instance = Instance.start(name, setup.running(program));
        members.put(name, instance);
        return instance;
    }

    /** What all run in the end. */
    public Program program() {
        return setup.program();
    }

    /** Those that are meant to run, oldest first. */
    public synchronized List<Instance> members() {
        return new ArrayList<>(members.values());
    }

    /** Takes an instance out of the supervisor's hands; what becomes of it is the caller's to say. */
    public synchronized void release(Instance instance) {
        members.remove(instance.name());
        startAgainAtNanos.remove(instance.name());
    }

    /** Puts it back: it is started again if it does not run. */
    public synchronized void takeBack(Instance instance) {
        if (!instance.jvm().isAlive()) {
            instance.startAgain();
        }
        members.put(instance.name(), instance);
    }

    /**
     * SIGTERM; waits for the end.
     *
     * @return its exit code
     * @throws IllegalStateException if it does not end
     */
    public int terminate(Instance instance) throws InterruptedException {
        release(instance);
        ForkedJvm jvm = instance.jvm();
        jvm.terminate();
        if (!instance.awaitEnd(LONGEST_END)) {
            throw new IllegalStateException(instance.name() + " does not end on SIGTERM");
        }
        return jvm.exitCode();
    }

    /** How often instances ended with which code, whoever was to blame; those told to end are not counted. */
    public synchronized Map<Integer, Integer> exits() {
        return new TreeMap<>(exits);
    }

    private void supervise() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                lookAfterAll();
                Thread.sleep(LOOK.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void lookAfterAll() throws InterruptedException {
        for (Instance instance : members()) {
            if (!instance.jvm().isAlive()) {
                lookAfter(instance);
            }
        }
    }

    private void lookAfter(Instance dead) throws InterruptedException {
        long now = System.nanoTime();
        Long due = startAgainAtNanos.get(dead.name());
        if (due == null) {
            int code = dead.jvm().exitCode();
            exits.merge(code, 1, Integer::sum);
            chronicle.accept(dead.name() + " has ended with code " + code);
            startAgainAtNanos.put(dead.name(), now + BACKOFF.toNanos());
        } else if (now - due > 0) {
            startAgainAtNanos.remove(dead.name());
            dead.startAgain();
        }
    }

    @Override
    public void close() {
        supervisor.interrupt();
        try {
            supervisor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        members().forEach(Instance::close);
    }
}
