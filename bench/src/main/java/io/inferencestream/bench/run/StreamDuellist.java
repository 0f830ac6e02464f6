package io.inferencestream.bench.run;

import io.inferencestream.bench.contestant.Contestant;
import io.inferencestream.bench.contestant.Instances;
import io.inferencestream.bench.load.Follower;
import io.inferencestream.bench.work.WorkSettings;
import io.inferencestream.testkit.fork.ProcessUse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A contestant that reads from Kafka as one of two. */
final class StreamDuellist implements Duellist {
    private static final Duration LONGEST_START = Duration.ofSeconds(120);
    private static final int LOOKED_AT = 20;

    /** The share of the backlog after which partitions run dry one by one. */
    private static final double USABLE = 0.95;

    private final Ground ground;
    private final Contestant contestant;
    private final WorkSettings settings;
    private final Follower follower;
    private final Instances app;
    private final long usable;

    private StreamDuellist(
            Ground ground,
            Contestant contestant,
            WorkSettings settings,
            Follower follower,
            Instances app,
            long usable) {
        this.ground = ground;
        this.contestant = contestant;
        this.settings = settings;
        this.follower = follower;
        this.app = app;
        this.usable = usable;
    }

    /** Starts it; it has answered once when this returns. */
    static StreamDuellist start(Ground ground, Contestant contestant, String input, int backlog)
            throws InterruptedException {
        WorkSettings settings = ground.newOutput(contestant, input);
        Follower follower = ground.count(contestant, settings, LOOKED_AT);
        Instances app = ground.start(contestant, settings, 1);
        StreamDuellist duellist =
                new StreamDuellist(ground, contestant, settings, follower, app, (long) (backlog * USABLE));
        try {
            Patience.await("its first answer", LONGEST_START, app, follower, () -> follower.count() > 0);
            return duellist;
        } catch (RuntimeException | InterruptedException e) {
            duellist.close();
            throw e;
        }
    }

    @Override
    public void rest() {
        app.freeze();
    }

    @Override
    public Turn turn(Duration time) throws InterruptedException {
        app.thaw();
        TimeUnit.NANOSECONDS.sleep(SETTLING.toNanos());
        long started = System.nanoTime();
        long count = follower.count();
        ProcessUse use = app.use();
        ProcessUse broker = ground.cluster().use();
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        Patience.requireAlive(app, follower);
        double perSecond = follower.arrivals().perSecond(started, System.nanoTime());
        Turn turn = new Turn(
                perSecond,
                follower.count() - count,
                app.use().cpuMillis() - use.cpuMillis(),
                ground.cluster().use().cpuMillis() - broker.cpuMillis());
        rest();
        follower.requireHealthy();
        if (follower.doubles() > 0) {
            throw new IllegalStateException(contestant.title() + " answered " + follower.doubles() + " images twice");
        }
        if (!(perSecond > 0)) {
            throw new IllegalStateException(contestant.title() + " answered too little in a turn; " + app.tail());
        }
        return turn;
    }

    @Override
    public boolean hasImagesLeft() {
        return follower.count() <= usable;
    }

    @Override
    public void close() throws InterruptedException {
        app.close();
        follower.close();
        ground.clear(contestant, settings);
    }
}
