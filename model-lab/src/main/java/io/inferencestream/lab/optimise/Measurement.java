package io.inferencestream.lab.optimise;

/**
 * What was measured of a candidate.
 *
 * @param name of the candidate
 * @param accuracy on the validation images, 0 to 1
 * @param imagesPerSecond through the stream's predictors, in the same run as all others
 * @param bytes of all its files
 */
public record Measurement(String name, double accuracy, double imagesPerSecond, long bytes) {}
