package io.inferencestream.djl;

import java.nio.file.Path;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/** Writes a {@link TinyNetwork} as a SavedModel. */
final class TinySavedModel {

    private TinySavedModel() {}

    /** Its weights in a variable, as training leaves them. */
    static void write(TinyNetwork network, Path folder) throws Exception {
        write(network, folder, false);
    }

    /** Its weights in the graph, without a variable. */
    static void writeFrozen(TinyNetwork network, Path folder) throws Exception {
        write(network, folder, true);
    }

    private static void write(TinyNetwork network, Path folder, boolean frozen) throws Exception {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Shape shape = Shape.of(-1).append(Shape.of(network.imageShape()));
            Operand<? extends TNumber> input = network.floats()
                    ? tf.withName(TinyNetwork.INPUT).placeholder(TFloat32.class, Placeholder.shape(shape))
                    : tf.withName(TinyNetwork.INPUT).placeholder(TUint8.class, Placeholder.shape(shape));
            Operand<TFloat32> unscaled =
                    tf.reshape(tf.dtypes.cast(input, TFloat32.class), tf.constant(new int[] {-1, network.values()}));
            Operand<TFloat32> values = network.floats() ? unscaled : tf.math.div(unscaled, tf.constant(255f));

            Operand<TFloat32> weights =
                    tf.constant(Shape.of(network.values(), TinyNetwork.CLASSES), DataBuffers.of(network.weights()));
            if (!frozen) {
                Variable<TFloat32> variable = tf.variable(weights.shape(), TFloat32.class);
                session.run(tf.assign(variable, weights));
                weights = variable;
            }
            Operand<TFloat32> scores = tf.math.add(tf.linalg.matMul(values, weights), trap(tf, values));

            Signature.Builder signature = Signature.builder("serving_default")
                    .input(TinyNetwork.INPUT, input)
                    .output(TinyNetwork.SCORES, network.logits() ? scores : tf.nn.softmax(scores));
            if (network.map()) {
                Operand<TFloat32> part = tf.slice(
                        values, tf.constant(new int[] {0, 0}), tf.constant(new int[] {-1, TinyNetwork.MAP_VALUES}));
                signature.output(TinyNetwork.MAP, tf.reshape(part, tf.constant(new int[] {
                    -1, TinyNetwork.MAP_SIDE, TinyNetwork.MAP_SIDE, TinyNetwork.CLASSES
                })));
            }
            SavedModelBundle.exporter(folder.toString())
                    .withFunction(SessionFunction.create(signature.build(), session))
                    .export();
        }
    }

    private static Operand<TFloat32> trap(Ops tf, Operand<TFloat32> values) {
        Operand<TFloat32> first = tf.slice(values, tf.constant(new int[] {0, 0}), tf.constant(new int[] {-1, 1}));
        Operand<TInt32> index = tf.dtypes.cast(tf.math.rint(tf.math.mul(first, tf.constant(255f))), TInt32.class);
        return tf.gather(tf.constant(TinyNetwork.trap()), index, tf.constant(0));
    }
}
