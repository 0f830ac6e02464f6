package io.inferencestream.core.answer;

import org.jspecify.annotations.Nullable;

/**
 * A class and how likely the model thinks it.
 *
 * @param label name of the class
 * @param classIndex index of the class in the model's output, from 0
 * @param probability from 0 to 1
 * @param isAccepted whether the probability reaches the class's threshold; null where classes exclude each other
 */
public record RankedLabel(
        String label,
        int classIndex,
        float probability,
        @Nullable Boolean isAccepted) {

    /** A class that excludes the others. */
    public RankedLabel(String label, int classIndex, float probability) {
        this(label, classIndex, probability, null);
    }
}
