package io.inferencestream.lab.graph;

import io.inferencestream.lab.network.Folding;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.network.Stage;
import io.inferencestream.lab.network.TrainedNetwork;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/**
 * A graph that only infers: folded, with the weights as constants, uint8 images in and probabilities out; of a network
 * that ends in global average pooling also the class activation map (Zhou et al., 2016). Holds native memory until
 * closed.
 */
public final class InferenceGraph implements AutoCloseable {
    /** Name of the signature's input, and of the operation. */
    public static final String INPUT = "images";
    /** Name of the signature's output, and of the operation. */
    public static final String OUTPUT = "probabilities";
    /** Name of the second output, {@code [batch, rows, columns, classes]}, and of the operation. */
    public static final String ACTIVATION_MAP = "activation_map";

    private final Graph graph = new Graph();
    private final Network network;
    private final List<String> outputs = new ArrayList<>(List.of(OUTPUT));
    private final List<Operand<?>> stageOutputs = new ArrayList<>();

    /** Writes the graph for a trained network; batch norm and dropout are folded away first. */
    public InferenceGraph(TrainedNetwork trained) {
        this(trained, Precision.FLOAT32);
    }

    /** Writes the graph for a trained network, to compute with another precision. */
    public InferenceGraph(TrainedNetwork trained, Precision precision) {
        TrainedNetwork folded = Folding.fold(trained);
        network = folded.network();
        Ops tf = Ops.create(graph);
        switch (precision) {
            case FLOAT32 -> write(tf, new Constants<>(tf, folded.weights(), TFloat32::tensorOf), TFloat32.class);
            case BFLOAT16 -> write(tf, new Constants<>(tf, folded.weights(), TBfloat16::tensorOf), TBfloat16.class);
        }
    }

    private <T extends TNumber> void write(Ops tf, Constants<T> constants, Class<T> type) {
        Shape shape = Shape.of(
                -1,
                network.input().height(),
                network.input().width(),
                network.input().channels());
        Placeholder<TUint8> images = tf.withName(INPUT).placeholder(TUint8.class, Placeholder.shape(shape));
        ForwardPass<T> pass = new ForwardPass<>(tf, constants, type);
        Operand<T> scores = pass.scores(network, images);
        tf.withName(OUTPUT).nn.softmax(ForwardPass.as(tf, scores, TFloat32.class));
        if (network.endsInAverage()) {
            writeActivationMap(tf, pass, constants);
        }
        network.everyStage().forEach(stage -> stageOutputs.add(pass.output(stage)));
    }

    /** The dense layer, put to each cell of the map instead of to the mean of all: the map's mean is the score. */
    private <T extends TNumber> void writeActivationMap(Ops tf, ForwardPass<T> pass, Constants<T> constants) {
        List<Stage> stages = network.stages();
        Stage dense = stages.get(stages.size() - 1);
        Stage average = stages.get(stages.size() - 2);
        Operand<T> kernel = constants.weight(dense.weights().get(0));
        int[] asConvolution = {1, 1, dense.input().channels(), dense.output().channels()};
        Operand<T> map = tf.nn.conv2d(
                pass.input(average), tf.reshape(kernel, tf.constant(asConvolution)), List.of(1L, 1L, 1L, 1L), "SAME");
        Operand<T> biased = tf.nn.biasAdd(map, constants.weight(dense.weights().get(1)));
        tf.withName(ACTIVATION_MAP).identity(ForwardPass.as(tf, biased, TFloat32.class));
        outputs.add(ACTIVATION_MAP);
    }

    /** The operations; closed with this. */
    public Graph graph() {
        return graph;
    }

    /** The network that is computed, without batch norm and dropout. */
    public Network network() {
        return network;
    }

    /** Names of the signature's outputs, of the operations too. */
    public List<String> outputs() {
        return List.copyOf(outputs);
    }

    /** What comes out of every stage of {@link #network()}, in the order of {@link Network#everyStage()}. */
    public List<Operand<?>> stageOutputs() {
        return List.copyOf(stageOutputs);
    }

    @Override
    public void close() {
        graph.close();
    }
}
