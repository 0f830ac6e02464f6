package io.inferencestream.lab.graph;

import io.inferencestream.lab.network.Layer;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.network.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/**
 * Writes a network's layers as TensorFlow operations. Not thread-safe, as the graph it writes to is not.
 *
 * @param <T> what the layers compute with
 */
public final class ForwardPass<T extends TNumber> {
    private static final String PADDING = "SAME";

    private final Ops tf;
    private final Phase<T> phase;
    private final Class<T> type;
    private final Map<String, Operand<T>> inputs = new LinkedHashMap<>();
    private final Map<String, Operand<T>> outputs = new LinkedHashMap<>();

    public ForwardPass(Ops tf, Phase<T> phase, Class<T> type) {
        this.tf = tf;
        this.phase = phase;
        this.type = type;
    }

    /**
     * Scores before the softmax.
     *
     * @param images {@code [batch, height, width, channels]}
     * @return {@code [batch, classes]}
     */
    public Operand<T> scores(Network network, Operand<TUint8> images) {
        Operand<TFloat32> scaled = tf.math.mul(tf.dtypes.cast(images, TFloat32.class), tf.constant(1f / 255));
        return through(network.stages(), as(tf, scaled, type));
    }

    /** What goes into a stage of the network that was written. */
    public Operand<T> input(Stage stage) {
        return of(inputs, stage);
    }

    /** What comes out of a stage of the network that was written. */
    public Operand<T> output(Stage stage) {
        return of(outputs, stage);
    }

    /** The operand as another type, itself if it is of that type. */
    static <U extends TNumber> Operand<U> as(Ops tf, Operand<? extends TNumber> operand, Class<U> type) {
        return operand.type() == type ? operand.asOutput().expect(type) : tf.dtypes.cast(operand, type);
    }

    private static <V> V of(Map<String, V> operands, Stage stage) {
        V operand = operands.get(stage.name());
        if (operand == null) {
            throw new IllegalArgumentException("no stage of the network that was written: " + stage.name());
        }
        return operand;
    }

    private Operand<T> through(List<Stage> stages, Operand<T> input) {
        Operand<T> features = input;
        for (Stage stage : stages) {
            inputs.put(stage.name(), features);
            features = stage.layer().fold(new Step(stage, features));
            outputs.put(stage.name(), features);
        }
        return features;
    }

    private final class Step implements Layer.Cases<Operand<T>> {
        private final Stage stage;
        private final Operand<T> in;

        Step(Stage stage, Operand<T> in) {
            this.stage = stage;
            this.in = in;
        }

        @Override
        public Operand<T> convolution(Layer.Convolution layer) {
            Operand<T> out = named().nn.conv2d(in, weight(0), strides(layer.stride()), PADDING);
            return layer.bias() ? tf.nn.biasAdd(out, weight(1)) : out;
        }

        @Override
        public Operand<T> depthwise(Layer.Depthwise layer) {
            Operand<T> out = named().nn.depthwiseConv2dNative(in, weight(0), strides(layer.stride()), PADDING);
            return layer.bias() ? tf.nn.biasAdd(out, weight(1)) : out;
        }

        @Override
        public Operand<T> batchNorm(Layer.BatchNorm layer) {
            return phase.normalise(stage, in);
        }

        @Override
        public Operand<T> relu(Layer.Relu layer) {
            return named().nn.relu(in);
        }

        @Override
        public Operand<T> silu(Layer.Silu layer) {
            return named().math.mul(in, tf.math.sigmoid(in));
        }

        @Override
        public Operand<T> maxPool(Layer.MaxPool layer) {
            Operand<TInt32> square = tf.constant(new int[] {1, layer.side(), layer.side(), 1});
            return named().nn.maxPool(in, square, square, "VALID");
        }

        @Override
        public Operand<T> globalAveragePool(Layer.GlobalAveragePool layer) {
            return named().math.mean(in, tf.constant(new int[] {1, 2}));
        }

        @Override
        public Operand<T> residual(Layer.Residual layer) {
            return named().math.add(through(stage.body(), in), through(stage.shortcut(), in));
        }

        @Override
        public Operand<T> flatten(Layer.Flatten layer) {
            return named().reshape(in, tf.constant(new int[] {-1, stage.output().channels()}));
        }

        @Override
        public Operand<T> dropout(Layer.Dropout layer) {
            return phase.dropOut(stage, layer.rate(), in);
        }

        @Override
        public Operand<T> dense(Layer.Dense layer) {
            return tf.nn.biasAdd(named().linalg.matMul(in, weight(0)), weight(1));
        }

        private Ops named() {
            return tf.withName(stage.name());
        }

        private List<Long> strides(long stride) {
            return List.of(1L, stride, stride, 1L);
        }

        private Operand<T> weight(int index) {
            return phase.weight(stage.weights().get(index));
        }
    }
}
