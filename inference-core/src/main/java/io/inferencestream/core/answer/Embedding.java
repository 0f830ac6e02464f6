package io.inferencestream.core.answer;

import io.inferencestream.core.model.Task;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A vector that says what the image is like. Vectors of one model can be compared, those of two cannot.
 *
 * <p>Immutable; owns its array.
 */
public final class Embedding implements Answer {
    private final float[] values;
    private final boolean isNormalized;

    /**
     * Takes ownership of {@code values}.
     *
     * @param values finite; at least one
     * @param isNormalized whether its Euclidean length is 1
     */
    public Embedding(float[] values, boolean isNormalized) {
        if (values.length == 0) {
            throw new IllegalArgumentException("an embedding must have at least one value");
        }
        this.values = values;
        this.isNormalized = isNormalized;
    }

    /** Number of values; at least 1. */
    public int size() {
        return values.length;
    }

    /** One value, by its index from 0. */
    public float get(int index) {
        return values[index];
    }

    /** Whether the vector's Euclidean length is 1. */
    public boolean isNormalized() {
        return isNormalized;
    }

    @Override
    public Task task() {
        return Task.EMBEDDING;
    }

    @Override
    public <R> R fold(
            Function<? super Classification, ? extends R> classes,
            Function<? super Detections, ? extends R> objects,
            Function<? super Embedding, ? extends R> vector,
            Function<? super Values, ? extends R> numbers) {
        return vector.apply(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding that
                && isNormalized == that.isNormalized
                && Arrays.equals(values, that.values);
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
