package io.inferencestream.kit.lifecycle;

import io.inferencestream.kit.health.Readiness;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses the stream while something that every instance needs is down, and resumes it by itself. While it lasts nothing
 * is read and nothing committed, and the instance says that it is not ready.
 *
 * <p>Thread-safe. Starts one thread.
 */
final class OutagePause implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutagePause.class);
    private static final String OBSTACLE = "outage";
    private static final Duration FIRST_PROBE = Duration.ofMillis(250);
    private static final Duration LONGEST_BETWEEN_PROBES = Duration.ofSeconds(5);

    private final Pausable stream;
    private final Readiness readiness;
    private final StreamEvents events;
    private final ScheduledExecutorService prober = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "outage-probe");
        thread.setDaemon(true);
        return thread;
    });
    private boolean isPaused;
    private long pausedAtNanos;

    /** What can be paused: Kafka Streams. */
    interface Pausable {
        void pause();

        void resume();
    }

    OutagePause(Pausable stream, Readiness readiness, StreamEvents events) {
        this.stream = stream;
        this.readiness = readiness;
        this.events = events;
    }

    synchronized void begin(SharedOutageException outage) {
        if (isPaused) {
            return;
        }
        isPaused = true;
        pausedAtNanos = System.nanoTime();
        stream.pause();
        events.paused();
        readiness.obstruct(OBSTACLE, String.valueOf(outage.getMessage()));
        LOG.atWarn().log("Paused, nothing committed, until this is over: {}", outage.getMessage());
        probeLater(outage.probe(), FIRST_PROBE);
    }

    /** Whether the outage lasts. */
    synchronized boolean isPaused() {
        return isPaused;
    }

    private void probeLater(SharedOutageException.Probe probe, Duration delay) {
        try {
            prober.schedule(() -> probe(probe, delay), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Closed while paused", e);
        }
    }

    private void probe(SharedOutageException.Probe probe, Duration delay) {
        if (probe.isOver()) {
            end();
        } else {
            Duration doubled = delay.multipliedBy(2);
            probeLater(probe, doubled.compareTo(LONGEST_BETWEEN_PROBES) < 0 ? doubled : LONGEST_BETWEEN_PROBES);
        }
    }

    private synchronized void end() {
        isPaused = false;
        readiness.clear(OBSTACLE);
        Duration lasted = Duration.ofNanos(System.nanoTime() - pausedAtNanos);
        events.resumed(lasted);
        LOG.atInfo().addKeyValue("millis", lasted.toMillis()).log("The outage is over: resuming");
        stream.resume();
    }

    @Override
    public void close() {
        prober.shutdownNow();
    }
}
