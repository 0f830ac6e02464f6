package io.inferencestream.core.answer;

/**
 * A class and how likely the model thinks it.
 *
 * @param label name of the class
 * @param classIndex index of the class in the model's output, from 0
 * @param probability from 0 to 1
 */
public record RankedLabel(String label, int classIndex, float probability) {}
