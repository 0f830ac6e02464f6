package io.inferencestream.core.batch;

/** Why a batch closed. */
public enum ClosedBy {
    /** It had the largest size. */
    FULL,
    /** A predictor was free and the policy does not linger. */
    FREE_PREDICTOR,
    /** Its oldest item had lingered long enough. */
    LINGER,
    /** Somebody waited for what is in flight. */
    HURRY,
    /** The batcher is closing. */
    CLOSE
}
