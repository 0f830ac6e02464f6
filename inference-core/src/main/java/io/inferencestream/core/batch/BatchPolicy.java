package io.inferencestream.core.batch;

import java.time.Duration;

/**
 * When a batch closes. A free predictor takes what is waiting, at once, up to {@code maxSize}; a linger above zero lets
 * it wait that long for a fuller batch.
 *
 * @param maxSize most items in one batch; at least 1
 * @param step beyond four of it a batch that is not full holds a multiple of it, and what is left over goes into the
 *     next; at least 1
 * @param linger longest the oldest item waits for company while a predictor is free; zero never waits
 */
public record BatchPolicy(int maxSize, int step, Duration linger) {
    /** What a small batch leaves over is a large part of it, and whoever takes that is woken for little. */
    private static final int STEPS_LEFT_ALONE = 4;

    public BatchPolicy {
        if (maxSize < 1) {
            throw new IllegalArgumentException("maxSize must be at least 1: " + maxSize);
        }
        if (step < 1) {
            throw new IllegalArgumentException("step must be at least 1: " + step);
        }
        if (linger.isNegative()) {
            throw new IllegalArgumentException("linger must not be negative: " + linger);
        }
    }

    /** A policy that takes any number up to {@code maxSize}. */
    public BatchPolicy(int maxSize, Duration linger) {
        this(maxSize, 1, linger);
    }

    /** How many of so many waiting items a batch takes that closes now; none of none. */
    int sizeFor(int waiting) {
        return waiting >= maxSize ? maxSize : waiting > STEPS_LEFT_ALONE * step ? waiting - waiting % step : waiting;
    }
}
