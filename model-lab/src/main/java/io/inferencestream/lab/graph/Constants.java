package io.inferencestream.lab.graph;

import io.inferencestream.lab.network.Stage;
import io.inferencestream.lab.network.WeightSpec;
import io.inferencestream.lab.network.Weights;
import java.util.function.BiFunction;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** A folded network's weights as constants of the graph. */
final class Constants<T extends TNumber> implements Phase<T> {
    private final Ops tf;
    private final Weights weights;
    private final BiFunction<Shape, FloatDataBuffer, T> tensor;

    /** @param tensor makes a tensor of floats */
    Constants(Ops tf, Weights weights, BiFunction<Shape, FloatDataBuffer, T> tensor) {
        this.tf = tf;
        this.weights = weights;
        this.tensor = tensor;
    }

    @Override
    public Operand<T> weight(WeightSpec spec) {
        Shape shape = Shape.of(
                spec.dimensions().stream().mapToLong(Integer::longValue).toArray());
        try (T numbers = tensor.apply(shape, DataBuffers.of(weights.get(spec.name())))) {
            return tf.withName(spec.name()).constantOf(numbers);
        }
    }

    @Override
    public Operand<T> normalise(Stage stage, Operand<T> features) {
        throw new IllegalStateException("not folded: " + stage.name());
    }

    @Override
    public Operand<T> dropOut(Stage stage, float rate, Operand<T> features) {
        throw new IllegalStateException("not folded: " + stage.name());
    }
}
