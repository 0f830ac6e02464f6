package io.inferencestream.lab.graph;

import io.inferencestream.lab.network.Folding;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.network.Stage;
import io.inferencestream.lab.network.TrainedNetwork;
import io.inferencestream.lab.network.WeightSpec;
import io.inferencestream.lab.network.Weights;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * A graph that only infers: folded, with the weights as constants, uint8 pictures in and probabilities out. Holds
 * native memory until closed.
 */
public final class InferenceGraph implements AutoCloseable {
    /** Name of the signature's input, and of the operation. */
    public static final String INPUT = "images";
    /** Name of the signature's output, and of the operation. */
    public static final String OUTPUT = "probabilities";

    private final Graph graph = new Graph();
    private final Signature signature;

    /** Writes the graph for a trained network; batch norm and dropout are folded away first. */
    public InferenceGraph(TrainedNetwork trained) {
        TrainedNetwork folded = Folding.fold(trained);
        Network network = folded.network();
        Ops tf = Ops.create(graph);
        Shape shape = Shape.of(
                -1,
                network.input().height(),
                network.input().width(),
                network.input().channels());
        Placeholder<TUint8> images = tf.withName(INPUT).placeholder(TUint8.class, Placeholder.shape(shape));
        Operand<TFloat32> scores = new ForwardPass(tf, new Constants(tf, folded.weights())).scores(network, images);
        Operand<TFloat32> probabilities = tf.withName(OUTPUT).nn.softmax(scores);
        signature = Signature.builder(Signature.DEFAULT_KEY)
                .input(INPUT, images)
                .output(OUTPUT, probabilities)
                .methodName("tensorflow/serving/predict")
                .build();
    }

    /** The operations; closed with this. */
    public Graph graph() {
        return graph;
    }

    /** The signature {@code serving_default}. */
    public Signature signature() {
        return signature;
    }

    @Override
    public void close() {
        graph.close();
    }

    private record Constants(Ops tf, Weights weights) implements Phase {
        @Override
        public Operand<TFloat32> weight(WeightSpec spec) {
            long[] dimensions =
                    spec.dimensions().stream().mapToLong(Integer::longValue).toArray();
            return tf.withName(spec.name()).constant(Shape.of(dimensions), DataBuffers.of(weights.get(spec.name())));
        }

        @Override
        public Operand<TFloat32> normalise(Stage stage, Operand<TFloat32> features) {
            throw new IllegalStateException("not folded: " + stage.name());
        }

        @Override
        public Operand<TFloat32> dropOut(Stage stage, float rate, Operand<TFloat32> features) {
            throw new IllegalStateException("not folded: " + stage.name());
        }
    }
}
