package io.inferencestream.bench.run;

import io.inferencestream.bench.contestant.Contestant;
import io.inferencestream.bench.contestant.Instances;
import io.inferencestream.bench.load.Follower;
import io.inferencestream.bench.run.Measurement.Sustained;
import io.inferencestream.bench.work.WorkSettings;
import io.inferencestream.testkit.fork.ProcessUse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Starts a contestant before a backlog and counts its answers once it is warm. */
final class SustainedRun {
    private static final Duration LONGEST_START = Duration.ofSeconds(120);
    private static final long POLL_MILLIS = 50;

    /** How many windows a contestant may take until its first answers can be told apart. */
    private static final int LONGER = 10;

    /** The share of the backlog after which a contestant is not measured any more: its partitions run dry one by one. */
    private static final double USABLE = 0.95;

    /** The share of that which may go into the warm-up: a quick contestant has to be measured before it is all gone. */
    private static final double UNMEASURED = 2.0 / 3;

    private final Ground ground;
    private final Contestant contestant;
    private final String input;
    private final int backlog;
    private final Duration warmUp;
    private final Duration window;

    SustainedRun(Ground ground, Contestant contestant, String input, int backlog, Duration warmUp, Duration window) {
        this.ground = ground;
        this.contestant = contestant;
        this.input = input;
        this.backlog = backlog;
        this.warmUp = warmUp;
        this.window = window;
    }

    Sustained run() throws InterruptedException {
        return run(1);
    }

    /** With so many instances, which are warm once they have shared the partitions among them. */
    Sustained run(int instances) throws InterruptedException {
        WorkSettings settings = ground.newOutput(contestant, input);
        int every = Math.max(1, backlog / 2_000);
        try (Follower follower = ground.count(contestant, settings, every);
                Instances app = ground.start(contestant, settings, instances)) {
            Patience.await("its first answer", LONGEST_START, app, follower, () -> follower.count() > 0);
            return measure(follower, app);
        } finally {
            ground.clear(contestant, settings);
        }
    }

    private Sustained measure(Follower follower, Instances app) throws InterruptedException {
        long usable = Math.max(2, (long) (backlog * USABLE));
        sleep(follower, app, (long) (usable * UNMEASURED), warmUp);
        Sample before = Sample.take(follower, app, ground);
        long max = before.app.residentBytes();
        while (!isOver(follower, before) && follower.count() < usable) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            Patience.requireAlive(app, follower);
            max = Math.max(max, app.use().residentBytes());
        }
        Sample after = Sample.take(follower, app, ground);
        follower.requireHealthy();
        if (follower.doubles() > 0) {
            throw new IllegalStateException(
                    follower.doubles() + " images were answered twice though nothing was killed");
        }
        double perSecond = follower.arrivals().perSecond(before.nanos, after.nanos);
        if (!(perSecond > 0)) {
            throw new IllegalStateException("too few answers to tell a rate by: give it a longer window");
        }
        long images = after.count - before.count;
        return new Sustained(
                perSecond,
                perImage(after.app.cpuMillis() - before.app.cpuMillis(), images),
                perImage(after.broker.cpuMillis() - before.broker.cpuMillis(), images),
                follower.meanBatch(),
                max,
                images,
                (after.nanos - before.nanos) / 1e9,
                follower.checked());
    }

    private boolean isOver(Follower follower, Sample before) {
        long now = System.nanoTime();
        long measured = now - before.nanos;
        return measured >= window.toNanos()
                && (measured >= LONGER * window.toNanos() || follower.arrivals().perSecond(before.nanos, now) > 0);
    }

    private static void sleep(Follower follower, Instances app, long atMost, Duration time)
            throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end && follower.count() < atMost) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            Patience.requireAlive(app, follower);
        }
    }

    private static double perImage(long millis, long images) {
        return images == 0 ? 0 : (double) millis / images;
    }

    private record Sample(long nanos, long count, ProcessUse app, ProcessUse broker) {
        static Sample take(Follower follower, Instances app, Ground ground) {
            return new Sample(
                    System.nanoTime(),
                    follower.count(),
                    app.use(),
                    ground.cluster().use());
        }
    }
}
