package io.inferencestream.lab.graph;

import io.inferencestream.lab.network.Stage;
import io.inferencestream.lab.network.WeightSpec;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** What differs between a graph to train and a graph to infer with. */
public interface Phase {
    /** The weight as an operand: a variable or a constant. */
    Operand<TFloat32> weight(WeightSpec spec);

    /** Normalises a batch. */
    Operand<TFloat32> normalise(Stage stage, Operand<TFloat32> features);

    /** Drops out. */
    Operand<TFloat32> dropOut(Stage stage, float rate, Operand<TFloat32> features);
}
