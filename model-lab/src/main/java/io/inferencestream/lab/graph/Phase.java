package io.inferencestream.lab.graph;

import io.inferencestream.lab.network.Stage;
import io.inferencestream.lab.network.WeightSpec;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * What differs between a graph to train and a graph to infer with.
 *
 * @param <T> what it computes with
 */
public interface Phase<T extends TNumber> {
    /** The weight as an operand: a variable or a constant. */
    Operand<T> weight(WeightSpec spec);

    /** Normalises a batch. */
    Operand<T> normalise(Stage stage, Operand<T> features);

    /** Drops out. */
    Operand<T> dropOut(Stage stage, float rate, Operand<T> features);
}
