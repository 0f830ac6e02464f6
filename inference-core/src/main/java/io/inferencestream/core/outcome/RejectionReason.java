package io.inferencestream.core.outcome;

/** Why a record got no prediction. A closed list: dashboards, alerts and tools name them. */
public enum RejectionReason {
    /** The record's value is not an image event: not in the wire format, of an unknown schema, or garbled. */
    UNREADABLE_EVENT,
    /** Not a kind of image this stream reads. */
    UNSUPPORTED_IMAGE,
    /** An image of a known kind that is damaged or cut short. */
    CORRUPT_IMAGE,
    /** More bytes or more pixels than the stream allows. */
    IMAGE_TOO_LARGE,
    /** The event asks for a model that no instance of this stream serves. */
    UNKNOWN_MODEL,
    /** The event's deadline had passed before the image could be batched. */
    DEADLINE_PASSED,
    /** The model failed on this image alone, and works on others. */
    MODEL_FAILED,
    /** The topic of predictions does not take the prediction: too large with what it carries on, or without a key. */
    PREDICTION_REFUSED,
    /** An operator named this record in the configuration's reject list. */
    REJECTED_BY_OPERATOR
}
