package io.inferencestream.bench.run;

import io.inferencestream.bench.contestant.Contestant;
import io.inferencestream.bench.contestant.Instances;
import io.inferencestream.bench.load.Follower;
import io.inferencestream.bench.load.Schedule;
import io.inferencestream.bench.load.Sender;
import io.inferencestream.bench.run.Measurement.Latency;
import io.inferencestream.bench.work.WorkSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Sends images to a contestant on schedule and measures when each is answered. */
final class LatencyRun {
    private static final Duration LONGEST_START = Duration.ofSeconds(120);
    private static final int WARM_UP_PERCENT = 50;
    private static final double MICROS = 1e3;

    private final Ground ground;
    private final Contestant contestant;
    private final double sustained;
    private final Duration warmUp;
    private final Duration window;

    /** @param sustained images a second, of which loads are percentages */
    LatencyRun(Ground ground, Contestant contestant, double sustained, Duration warmUp, Duration window) {
        this.ground = ground;
        this.contestant = contestant;
        this.sustained = sustained;
        this.warmUp = warmUp;
        this.window = window;
    }

    List<Latency> run(List<Integer> loads) throws InterruptedException {
        String input = ground.newInput();
        WorkSettings settings = ground.newOutput(contestant, input);
        int every = (int) Math.max(1, sustained * window.toSeconds() / 500);
        try (Follower follower = ground.follow(contestant, settings, every);
                Sender sender = ground.sender(input);
                Instances app = ground.start(contestant, settings, 1)) {
            sender.fill(1);
            awaitAll(follower, sender, app, LONGEST_START);
            measure(WARM_UP_PERCENT, warmUp, follower, sender, app);
            List<Latency> latencies = new ArrayList<>();
            for (int load : loads) {
                latencies.add(measure(load, window, follower, sender, app));
            }
            return latencies;
        } finally {
            ground.clear(contestant, settings);
            ground.cluster().delete(List.of(input));
        }
    }

    private Latency measure(int load, Duration time, Follower follower, Sender sender, Instances app)
            throws InterruptedException {
        Schedule schedule = sender.schedule(sustained * load / 100, time);
        follower.measure(schedule);
        long cpu = app.use().cpuMillis();
        sender.send(schedule);
        awaitAll(follower, sender, app, time.multipliedBy(3).plus(Duration.ofSeconds(30)));
        double cpuMillis = (double) (app.use().cpuMillis() - cpu) / schedule.count();
        Histogram latencies = follower.latencies();
        return new Latency(
                load,
                schedule.perSecond(),
                latencies.getValueAtPercentile(50) / MICROS,
                latencies.getValueAtPercentile(95) / MICROS,
                latencies.getValueAtPercentile(99) / MICROS,
                latencies.getMaxValue() / MICROS,
                schedule.count(),
                follower.missing(sender.sent()),
                follower.doubles(),
                follower.meanBatch(),
                cpuMillis);
    }

    private static void awaitAll(Follower follower, Sender sender, Instances app, Duration longest)
            throws InterruptedException {
        Patience.await(
                "answers to all " + sender.sent() + " images, only to " + follower.count(),
                longest,
                app,
                follower,
                () -> follower.count() >= sender.sent());
    }
}
