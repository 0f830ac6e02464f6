package io.inferencestream.lab.export;

import io.inferencestream.core.model.ModelCard;
import io.inferencestream.lab.evaluate.Agreement;
import io.inferencestream.lab.evaluate.Evaluation;
import io.inferencestream.lab.evaluate.Metrics;

/**
 * A version that was published.
 *
 * @param card as it was written
 * @param evaluation of the exported files on the test images
 * @param metrics of that evaluation
 * @param agreement of the exported files with the network in memory
 * @param bytes size of all files of the version
 */
public record Publication(ModelCard card, Evaluation evaluation, Metrics metrics, Agreement agreement, long bytes) {}
