package io.inferencestream.bench.run;

import io.inferencestream.bench.contestant.Contestant;
import io.inferencestream.bench.contestant.Instances;
import io.inferencestream.bench.load.Follower;
import io.inferencestream.bench.load.Sender;
import io.inferencestream.bench.work.WorkSettings;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Keeps a contestant busy for a number of images, and watches its memory and every image. */
public final class Soak {
    private static final Duration LONGEST_START = Duration.ofSeconds(120);
    private static final Duration SLICE = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);
    private static final int STEPS = 10;

    private final Ground ground;
    private final Contestant contestant;
    private final Consumer<String> progress;

    /** @param progress told where it is, a line each */
    public Soak(Ground ground, Contestant contestant, Consumer<String> progress) {
        this.ground = ground;
        this.contestant = contestant;
        this.progress = progress;
    }

    /**
     * What came of it.
     *
     * @param memory over the whole time
     * @param sent images
     * @param missing images without an answer
     * @param doubles images with more than one
     */
    public record Outcome(Memory memory, int sent, int missing, int doubles) {
        /** Most memory of the last tenth, as a multiple of the most of the third, by which everything is warm. */
        public double growth() {
            return (double) memory.maxOfTenth(STEPS - 1) / memory.maxOfTenth(2);
        }
    }

    /**
     * Runs it.
     *
     * @param perSecond images a second, on schedule
     * @param images in all
     */
    public Outcome run(double perSecond, int images) throws InterruptedException {
        String input = ground.newInput();
        WorkSettings settings = ground.newOutput(contestant, input);
        try (Follower follower = ground.count(contestant, settings, 100);
                Sender sender = ground.sender(input);
                Instances app = ground.start(contestant, settings, 1)) {
            sender.fill(1);
            Patience.await("its first answer", LONGEST_START, app, follower, () -> follower.count() > 0);
            Memory memory = new Memory();
            int step = 1;
            while (sender.sent() < images) {
                sender.send(sender.schedule(perSecond, SLICE));
                Patience.requireAlive(app, follower);
                memory.note(app.use().residentBytes());
                if ((long) sender.sent() * STEPS >= (long) step * images) {
                    step++;
                    progress.accept(String.format(
                            "%,d sent, %,d answered, %,d MiB",
                            sender.sent(), follower.count(), app.use().residentBytes() >> 20));
                }
            }
            Patience.await("the last answers", LONGEST_REST, app, follower, () -> follower.count() >= sender.sent());
            return new Outcome(memory, sender.sent(), follower.missing(sender.sent()), follower.doubles());
        } finally {
            ground.clear(contestant, settings);
            ground.cluster().delete(List.of(input));
        }
    }
}
