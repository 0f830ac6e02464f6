package io.inferencestream.core.batch;

import io.inferencestream.core.output.BatchAnswers;

/**
 * One batch that a model answered.
 *
 * @param answers one per image
 * @param startedAtNanos when inference began, by the batcher's ticker
 * @param endedAtNanos when the answer was there, by the batcher's ticker
 * @param predictedAtMillis the same by the wall clock, since 1970-01-01T00:00Z
 */
public record PredictedBatch(BatchAnswers answers, long startedAtNanos, long endedAtNanos, long predictedAtMillis) {}
