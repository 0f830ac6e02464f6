package io.inferencestream.chaos.process;

import io.inferencestream.chaos.engine.ChaosEngine;
import io.inferencestream.chaos.engine.Orders;
import io.inferencestream.testkit.fork.Fork;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.nio.file.Path;
import java.time.Duration;

/** One instance of the stream: its name, its configuration, and the process that is it just now. Thread-safe. */
public final class Instance implements AutoCloseable {
    private static final String RUNNING = "Running: this instance has its partitions";

    private static final Duration SLOW_END = Duration.ofSeconds(15);

    private final String name;
    private final StreamSetup setup;
    private final Orders orders;
    private Program program;
    private ForkedJvm jvm;
    private int starts;

    private Instance(String name, StreamSetup setup) {
        this.name = name;
        this.setup = setup;
        this.program = setup.program();
        this.orders = new Orders(setup.folder().resolve(name + "-orders"));
        this.jvm = launch();
    }

    public static Instance start(String name, StreamSetup setup) {
        return new Instance(name, setup);
    }

    private ForkedJvm launch() {
        starts++;
        Path config = setup.configure(name);
        return Fork.of(program.mainClass())
                .classPath(program.classPath())
                .small()
                .options("-D" + ChaosEngine.ORDERS + "=" + orders.directory())
                .arguments("run", "--config", config.toString())
                .start(setup.folder().resolve(name + "-" + starts + ".log"));
    }

    /** Starts another process in place of one that has ended. */
    public synchronized void startAgain() {
        jvm.close();
        jvm = launch();
    }

    /** What it runs from its next start on. */
    public synchronized void use(Program another) {
        program = another;
    }

    /** What it runs, or will at its next start. */
    public synchronized Program program() {
        return program;
    }

    public String name() {
        return name;
    }

    /** The process that is this instance just now. */
    public synchronized ForkedJvm jvm() {
        return jvm;
    }

    /**
     * Waits for the end of its present process, which prints its threads if that takes long; whether it came.
     *
     * @param patience longest wait
     */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        ForkedJvm present = jvm();
        if (present.awaitEnd(SLOW_END)) {
            return true;
        }
        present.printThreads();
        return present.awaitEnd(patience.minus(SLOW_END));
    }

    /** What its engine is told. */
    public Orders orders() {
        return orders;
    }

    /** Whether its present process has had partitions. */
    public boolean hasPartitions() {
        return jvm().output().contains(RUNNING);
    }

    @Override
    public void close() {
        jvm().close();
    }
}
