package io.inferencestream.core.answer;

import java.util.Arrays;

/** The probability of every class of a model, by class index, each from 0 to 1. Immutable; owns its array. */
public final class Scores {
    /** No scores: the model has too many classes to list. */
    public static final Scores NONE = new Scores(new float[0]);

    private final float[] values;

    /** Takes ownership of {@code values}. */
    public Scores(float[] values) {
        this.values = values;
    }

    public int size() {
        return values.length;
    }

    /** The probability of the class of this index. */
    public float get(int classIndex) {
        return values[classIndex];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scores && Arrays.equals(values, ((Scores) other).values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
