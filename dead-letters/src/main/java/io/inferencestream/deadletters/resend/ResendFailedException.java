package io.inferencestream.deadletters.resend;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Letters could not be resent in time. What was told is done; of the others none is, but for what this says. */
public final class ResendFailedException extends KafkaException {
    private static final long serialVersionUID = 1L;

    private final boolean isUnsettled;

    ResendFailedException(String message, boolean isUnsettled, @Nullable Throwable cause) {
        super(message, cause);
        this.isUnsettled = isUnsettled;
    }

    /** Whether some that were not told may have been resent; asking again is safe, and tells. */
    public boolean isUnsettled() {
        return isUnsettled;
    }
}
