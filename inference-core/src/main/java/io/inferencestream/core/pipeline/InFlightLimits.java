package io.inferencestream.core.pipeline;

import java.time.Duration;

/**
 * How much may be in flight between the pipeline's door and the outcome.
 *
 * @param records most images at once; at least 1
 * @param bytes most bytes of encoded images, decoding memory and pixels at once; at least 1
 * @param clearance what is in flight for a model must be what it clears within this time, by its measured rate, and what
 *     waits for decoding what the decoders clear, so that waiting for all of it stays bounded; above zero
 */
public record InFlightLimits(int records, long bytes, Duration clearance) {
    public InFlightLimits {
        if (records < 1) {
            throw new IllegalArgumentException("records must be at least 1: " + records);
        }
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes must be at least 1: " + bytes);
        }
        if (clearance.isZero() || clearance.isNegative()) {
            throw new IllegalArgumentException("clearance must be above zero: " + clearance);
        }
    }
}
