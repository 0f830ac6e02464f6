package io.inferencestream.producer.account;

import io.inferencestream.schemas.outcome.Outcome;

/**
 * An outcome as it came in.
 *
 * @param atNanos when it was received, on the run's ticker
 */
record Received(Outcome outcome, long atNanos) {}
