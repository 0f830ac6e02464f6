package io.inferencestream.chaos.feed;

import io.inferencestream.core.outcome.RejectionReason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A kind of record, and what has to become of it. */
public enum Specimen {
    /** An image: it gets the prediction of its first pixel. */
    GOOD(null),
    /** A good image in a record without a timestamp, as some clients write it: it gets its prediction. */
    WITHOUT_TIME(null),
    /** A good image with more attributes than the topic of predictions can hold. */
    HEAVY(RejectionReason.PREDICTION_REFUSED),
    /** A PNG that is cut short. */
    TRUNCATED(RejectionReason.CORRUPT_IMAGE),
    /** Text where an image should be. */
    NO_IMAGE(RejectionReason.UNSUPPORTED_IMAGE),
    /** A PNG whose header says 20,000 by 20,000 pixels. */
    TOO_LARGE(RejectionReason.IMAGE_TOO_LARGE),
    /** A value that is not in the wire format. */
    NO_EVENT(RejectionReason.UNREADABLE_EVENT),
    /** A value that begins as the wire format does, with a schema id that the registry forbids: binary data may. */
    FORBIDDEN_SCHEMA(RejectionReason.UNREADABLE_EVENT),
    /** An event that asks for a model that nobody has. */
    FOR_NO_MODEL(RejectionReason.UNKNOWN_MODEL),
    /** An event whose deadline passed long ago. */
    TOO_LATE(RejectionReason.DEADLINE_PASSED),
    /** An image that the model throws on, each time. */
    REFUSED(RejectionReason.MODEL_FAILED),
    /** An image that an engine hangs on or dies of, until an operator rejects it. */
    VICTIM(RejectionReason.REJECTED_BY_OPERATOR);

    private final @Nullable RejectionReason reason;

    Specimen(@Nullable RejectionReason reason) {
        this.reason = reason;
    }

    /** Why it has to be rejected; empty where it has to be predicted. */
    public Optional<RejectionReason> expectedRejection() {
        return Optional.ofNullable(reason);
    }
}
