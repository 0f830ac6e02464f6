package io.inferencestream.bench.run;

import io.inferencestream.bench.contestant.Contestant;
import io.inferencestream.bench.contestant.Instances;
import io.inferencestream.bench.load.Follower;
import io.inferencestream.bench.load.Sender;
import io.inferencestream.bench.work.WorkSettings;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Sends a contestant many times what it can do, then half of what it can do until it has caught up, and watches its
 * memory and every image.
 */
public final class Overload {
    private static final Duration LONGEST_START = Duration.ofSeconds(120);
    private static final Duration SLICE = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofMinutes(2);

    private final Ground ground;
    private final Contestant contestant;
    private final double sustained;
    private final Consumer<String> progress;

    /**
     * An overload.
     *
     * @param sustained images a second that the contestant can do
     * @param progress told where it is, a line each
     */
    public Overload(Ground ground, Contestant contestant, double sustained, Consumer<String> progress) {
        this.ground = ground;
        this.contestant = contestant;
        this.sustained = sustained;
        this.progress = progress;
    }

    /**
     * What came of it.
     *
     * @param steady memory at the sustained rate, before
     * @param overloaded memory while it was sent too much
     * @param recovering memory while it caught up
     * @param caughtUpSeconds from the end of the overload until less than a second's work was left
     * @param sent images
     * @param missing images without an answer
     * @param doubles images with more than one
     */
    public record Outcome(
            Memory steady,
            Memory overloaded,
            Memory recovering,
            double caughtUpSeconds,
            int sent,
            int missing,
            int doubles) {
        /** Most memory from the overload on, as a multiple of the most before. */
        public double growth() {
            return (double) Math.max(overloaded.max(), recovering.max()) / steady.max();
        }
    }

    /**
     * Runs it.
     *
     * @param factor of the sustained rate
     * @param steady how long at the sustained rate before
     * @param overload how long at {@code factor}
     */
    public Outcome run(double factor, Duration steady, Duration overload) throws InterruptedException {
        String input = ground.newInput();
        WorkSettings settings = ground.newOutput(contestant, input);
        try (Follower follower = ground.count(contestant, settings, 50);
                Sender sender = ground.sender(input);
                Instances app = ground.start(contestant, settings, 1)) {
            sender.fill(1);
            Patience.await("its first answer", LONGEST_START, app, follower, () -> follower.count() > 0);
            progress.accept("the sustained rate");
            Memory before = send(1, steady, sender, follower, app);
            progress.accept(String.format("%.0f times the sustained rate", factor));
            Memory during = send(factor, overload, sender, follower, app);
            long started = System.nanoTime();
            Memory after = catchUp(sender, follower, app);
            double seconds = (System.nanoTime() - started) / 1e9;
            Patience.await("the last answers", LONGEST_REST, app, follower, () -> follower.count() >= sender.sent());
            return new Outcome(
                    before, during, after, seconds, sender.sent(), follower.missing(sender.sent()), follower.doubles());
        } finally {
            ground.clear(contestant, settings);
            ground.cluster().delete(java.util.List.of(input));
        }
    }

    private Memory send(double factor, Duration time, Sender sender, Follower follower, Instances app) {
        Memory memory = new Memory();
        for (Duration sent = Duration.ZERO; sent.compareTo(time) < 0; sent = sent.plus(SLICE)) {
            sender.send(sender.schedule(sustained * factor, SLICE));
            Patience.requireAlive(app, follower);
            memory.note(app.use().residentBytes());
        }
        return memory;
    }

    private Memory catchUp(Sender sender, Follower follower, Instances app) {
        Memory memory = new Memory();
        long said = 0;
        while (sender.sent() - follower.count() > sustained) {
            sender.send(sender.schedule(sustained / 2, SLICE));
            Patience.requireAlive(app, follower);
            memory.note(app.use().residentBytes());
            if (memory.samples() >= 2 * said) {
                said = memory.samples();
                progress.accept(String.format("half load, %,d of %,d answered", follower.count(), sender.sent()));
            }
        }
        return memory;
    }
}
