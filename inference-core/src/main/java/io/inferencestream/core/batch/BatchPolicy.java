package io.inferencestream.core.batch;

import java.time.Duration;

/**
 * When a batch closes. A free predictor takes what is waiting, at once, up to {@code maxSize}; a linger above zero lets
 * it wait that long for a fuller batch.
 *
 * @param maxSize most items in one batch; at least 1
 * @param linger longest the oldest item waits for company while a predictor is free; zero never waits
 */
public record BatchPolicy(int maxSize, Duration linger) {
    public BatchPolicy {
        if (maxSize < 1) {
            throw new IllegalArgumentException("maxSize must be at least 1: " + maxSize);
        }
        if (linger.isNegative()) {
            throw new IllegalArgumentException("linger must not be negative: " + linger);
        }
    }
}
