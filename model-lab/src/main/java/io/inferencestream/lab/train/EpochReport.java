package io.inferencestream.lab.train;

import java.time.Duration;

/**
 * How one epoch went.
 *
 * @param epoch counted from 1
 * @param epochs of the whole run
 * @param loss mean cross-entropy over the epoch's augmented training pictures, in nats
 * @param validation share of the validation pictures that are classified right, 0 to 1
 * @param pictures that were trained on in this epoch
 * @param took time for the training steps alone
 */
public record EpochReport(int epoch, int epochs, double loss, double validation, int pictures, Duration took) {
    public double picturesPerSecond() {
        return pictures / (took.toNanos() / 1e9);
    }
}
