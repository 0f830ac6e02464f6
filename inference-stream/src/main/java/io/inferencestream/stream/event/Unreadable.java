package io.inferencestream.stream.event;

import io.inferencestream.core.outcome.Rejection;

/**
 * The record makes no sense, by its own fault.
 *
 * @param rejection its outcome
 */
public record Unreadable(Rejection rejection) implements Reading {}
