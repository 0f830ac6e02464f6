package io.inferencestream.core.answer;

import java.util.List;

/**
 * Where in the image the model found its first answer: a grid laid over the model's input.
 *
 * @param width cells across; at least 1
 * @param height cells down; at least 1
 * @param values row by row from the top left, 0 (no evidence) to 1 (most evidence)
 */
public record ActivationMap(int width, int height, List<Float> values) {
    public ActivationMap {
        values = List.copyOf(values);
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("width and height must be at least 1: " + width + "x" + height);
        }
        if (values.size() != Math.multiplyExact(width, height)) {
            throw new IllegalArgumentException("values must hold " + width + "x" + height + " cells: " + values.size());
        }
    }
}
