package io.inferencestream.deadletters.resend;

import java.time.Duration;

/**
 * How letters are resent.
 *
 * @param by who does it, for people; not empty
 * @param stampsNow whether records get today's timestamp instead of their own
 * @param patience how long it is tried without any progress, while others resend or the cluster does not answer
 */
public record ResendOptions(String by, boolean stampsNow, Duration patience) {
    public ResendOptions {
        if (by.isBlank()) {
            throw new IllegalArgumentException("by must name somebody: '" + by + "'");
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience must not be negative: " + patience);
        }
    }
}
