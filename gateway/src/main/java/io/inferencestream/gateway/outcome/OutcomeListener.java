package io.inferencestream.gateway.outcome;

/** Told of every outcome once the index has it, by the follower's thread: must not block. */
@FunctionalInterface
public interface OutcomeListener {
    void seen(OutcomeIndex.Entry entry);
}
