package io.inferencestream.core.outcome;

/**
 * How long an image spent at each station, in nanoseconds.
 *
 * @param queueNanos accepted to the start of decoding
 * @param decodeNanos decoding and resizing
 * @param batchWaitNanos decoded to the start of inference
 * @param inferenceNanos inference of the whole batch
 */
public record Timings(long queueNanos, long decodeNanos, long batchWaitNanos, long inferenceNanos) {}
