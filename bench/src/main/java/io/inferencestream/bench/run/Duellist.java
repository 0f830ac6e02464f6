package io.inferencestream.bench.run;

import java.time.Duration;

/** One of the two of a {@link Duel}. Not thread-safe. */
interface Duellist extends AutoCloseable {
    /** How long it runs before it is measured, each turn. */
    Duration SETTLING = Duration.ofSeconds(1);

    /**
     * What was measured in one turn.
     *
     * @param images answered meanwhile
     * @param appCpuMillis that its processes took
     * @param brokerCpuMillis that the broker took
     */
    record Turn(double imagesPerSecond, long images, long appCpuMillis, long brokerCpuMillis) {}

    /** Stands still until its next turn. */
    void rest();

    /** Runs for so long, and stands still again. */
    Turn turn(Duration time) throws InterruptedException;

    /** False once a turn may have been short of images. */
    default boolean hasImagesLeft() {
        return true;
    }

    @Override
    void close() throws InterruptedException;
}
