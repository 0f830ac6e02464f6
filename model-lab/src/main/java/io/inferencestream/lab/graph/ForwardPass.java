package io.inferencestream.lab.graph;

import io.inferencestream.lab.network.Layer;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.network.Stage;
import io.inferencestream.lab.network.WeightSpec;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Writes a network's layers as TensorFlow operations. Not thread-safe, as the graph it writes to is not. */
public final class ForwardPass {
    private final Ops tf;
    private final Phase phase;

    public ForwardPass(Ops tf, Phase phase) {
        this.tf = tf;
        this.phase = phase;
    }

    /**
     * Scores before the softmax.
     *
     * @param images {@code [batch, height, width, channels]}
     * @return {@code [batch, classes]}
     */
    public Operand<TFloat32> scores(Network network, Operand<TUint8> images) {
        Operand<TFloat32> features = tf.math.mul(tf.dtypes.cast(images, TFloat32.class), tf.constant(1f / 255));
        for (Stage stage : network.stages()) {
            features = stage.layer().fold(new Step(stage, features));
        }
        return features;
    }

    private final class Step implements Layer.Cases<Operand<TFloat32>> {
        private final Stage stage;
        private final Operand<TFloat32> in;

        Step(Stage stage, Operand<TFloat32> in) {
            this.stage = stage;
            this.in = in;
        }

        @Override
        public Operand<TFloat32> convolution(Layer.Convolution layer) {
            Operand<TFloat32> out = named().nn.conv2d(in, weight(0), List.of(1L, 1L, 1L, 1L), "SAME");
            return layer.bias() ? tf.nn.biasAdd(out, weight(1)) : out;
        }

        @Override
        public Operand<TFloat32> batchNorm(Layer.BatchNorm layer) {
            return phase.normalise(stage, in);
        }

        @Override
        public Operand<TFloat32> relu(Layer.Relu layer) {
            return named().nn.relu(in);
        }

        @Override
        public Operand<TFloat32> maxPool(Layer.MaxPool layer) {
            Operand<org.tensorflow.types.TInt32> square = tf.constant(new int[] {1, layer.side(), layer.side(), 1});
            return named().nn.maxPool(in, square, square, "VALID");
        }

        @Override
        public Operand<TFloat32> globalAveragePool(Layer.GlobalAveragePool layer) {
            return named().math.mean(in, tf.constant(new int[] {1, 2}));
        }

        @Override
        public Operand<TFloat32> flatten(Layer.Flatten layer) {
            return named().reshape(in, tf.constant(new int[] {-1, stage.output().channels()}));
        }

        @Override
        public Operand<TFloat32> dropout(Layer.Dropout layer) {
            return phase.dropOut(stage, layer.rate(), in);
        }

        @Override
        public Operand<TFloat32> dense(Layer.Dense layer) {
            return tf.nn.biasAdd(named().linalg.matMul(in, weight(0)), weight(1));
        }

        private Ops named() {
            return tf.withName(stage.name());
        }

        private Operand<TFloat32> weight(int index) {
            WeightSpec spec = stage.weights().get(index);
            return phase.weight(spec);
        }
    }
}
