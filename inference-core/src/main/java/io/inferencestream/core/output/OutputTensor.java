package io.inferencestream.core.output;

import java.util.List;

/**
 * One output of a model for a batch, as floats.
 *
 * <p>Owns its array; readers may write to it as long as they alone have the tensor.
 */
public final class OutputTensor {
    private final String name;
    private final List<Integer> shape;
    private final float[] values;

    /**
     * Takes ownership of {@code values}.
     *
     * @param name as the model calls it
     * @param shape its dimensions, outermost first; empty for a single value
     * @param values as many as the shape holds, the innermost dimension's together
     */
    public OutputTensor(String name, List<Integer> shape, float[] values) {
        this.name = name;
        this.shape = List.copyOf(shape);
        this.values = values;
        long size = this.shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        if (values.length != size) {
            throw new IllegalArgumentException("the shape " + shape + " does not hold " + values.length + " values");
        }
    }

    public String name() {
        return name;
    }

    public List<Integer> shape() {
        return shape;
    }

    /** The values themselves, not a copy. */
    public float[] values() {
        return values;
    }

    /** The first dimension, or 1 for a single value. */
    public int rows() {
        return shape.isEmpty() ? 1 : shape.get(0);
    }

    @Override
    public String toString() {
        return "'" + name + "' " + shape;
    }
}
