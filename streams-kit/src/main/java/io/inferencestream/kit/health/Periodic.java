package io.inferencestream.kit.health;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something every so often, on a thread of its own, as long as the program lives: a time that fails is logged and the
 * next one comes.
 */
public final class Periodic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Periodic.class);

    private final String name;
    private final Duration every;
    private final Runnable task;
    private final ScheduledExecutorService thread;

    /** @param every from the end of one time to the beginning of the next */
    public Periodic(String name, Duration every, Runnable task) {
        this.name = name;
        this.every = every;
        this.task = task;
        this.thread = Executors.newSingleThreadScheduledExecutor(run -> {
            Thread daemon = new Thread(run, name);
            daemon.setDaemon(true);
            return daemon;
        });
    }

    /** The first time comes after one interval. */
    public void start() {
        thread.scheduleWithFixedDelay(this::run, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("{} failed, and goes on", name);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
