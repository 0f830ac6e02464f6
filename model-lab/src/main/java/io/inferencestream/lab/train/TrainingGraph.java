package io.inferencestream.lab.train;

import io.inferencestream.lab.graph.ForwardPass;
import io.inferencestream.lab.graph.Threads;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.network.WeightSpec;
import io.inferencestream.lab.network.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.OneHot;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * A network with its loss, its gradients and Adam (Kingma and Ba, 2015) in one graph and session.
 *
 * <p>Not thread-safe. Holds native memory until closed.
 */
final class TrainingGraph implements AutoCloseable {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float ADAM_EPSILON = 1e-7f;

    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final Session session;
    private final Variables variables;
    private final Placeholder<TUint8> images;
    private final Placeholder<TInt32> labels = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    private final Placeholder<TFloat32> rate = scalar();
    private final Placeholder<TFloat32> beta1Power = scalar();
    private final Placeholder<TFloat32> beta2Power = scalar();
    private final Operand<TFloat32> loss;
    private final Map<String, Output<?>> gradients;
    private final List<Op> updates = new ArrayList<>();
    private int steps;

    TrainingGraph(Network network, Weights start, long seed, Threads threads) {
        Shape shape = Shape.of(
                -1,
                network.input().height(),
                network.input().width(),
                network.input().channels());
        images = tf.placeholder(TUint8.class, Placeholder.shape(shape));
        variables = new Variables(tf, network.weights());
        TrainingPhase phase = new TrainingPhase(tf, variables, labels, seed);
        loss = meanCrossEntropy(new ForwardPass(tf, phase).scores(network, images), network.classes());
        gradients = gradients(network);
        updates.addAll(phase.updates());
        updates.addAll(adam());
        session = new Session(graph, threads.config());
        restore(start);
    }

    /**
     * Moves the weights one step against the gradient.
     *
     * @return mean cross-entropy of the batch before the step, in nats
     */
    float step(Batch batch, float learningRate) {
        steps++;
        try (TFloat32 fedRate = TFloat32.scalarOf(learningRate);
                TFloat32 power1 = TFloat32.scalarOf((float) Math.pow(BETA1, steps));
                TFloat32 power2 = TFloat32.scalarOf((float) Math.pow(BETA2, steps))) {
            Session.Runner runner = fed(batch)
                    .feed(rate, fedRate)
                    .feed(beta1Power, power1)
                    .feed(beta2Power, power2)
                    .fetch(loss);
            updates.forEach(runner::addTarget);
            return onlyNumber(runner);
        }
    }

    /** Mean cross-entropy of the batch; no weight changes. */
    float loss(Batch batch) {
        return onlyNumber(fed(batch).fetch(loss));
    }

    /** The loss's gradient by each trained weight; no weight changes. */
    Weights gradients(Batch batch) {
        Session.Runner runner = fed(batch);
        gradients.values().forEach(runner::fetch);
        return Variables.fetched(runner, gradients.keySet());
    }

    /** A copy of the weights as they are. */
    Weights weights() {
        return variables.read(session);
    }

    /** Replaces all weights; Adam's moments stay. */
    void restore(Weights weights) {
        variables.restore(session, weights);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }

    private Session.Runner fed(Batch batch) {
        return session.runner().feed(images, batch.images()).feed(labels, batch.labels());
    }

    private static float onlyNumber(Session.Runner runner) {
        try (Result result = runner.run()) {
            return ((TFloat32) result.get(0)).getFloat();
        }
    }

    private Placeholder<TFloat32> scalar() {
        return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    }

    private Operand<TFloat32> meanCrossEntropy(Operand<TFloat32> scores, int classes) {
        // The sparse form of this loss has no gradient here, hence one-hot labels.
        Operand<TFloat32> wanted =
                tf.oneHot(labels, tf.constant(classes), tf.constant(1f), tf.constant(0f), OneHot.axis(-1L));
        return tf.math.mean(tf.nn.softmaxCrossEntropyWithLogits(scores, wanted).loss(), tf.constant(0));
    }

    /** By the trained weights alone: an optimizer of the framework would differentiate running statistics too. */
    private Map<String, Output<?>> gradients(Network network) {
        List<String> names = network.weights().stream()
                .filter(WeightSpec::trained)
                .map(WeightSpec::name)
                .toList();
        Output<?>[] by =
                names.stream().map(name -> variables.get(name).asOutput()).toArray(Output<?>[]::new);
        Output<?>[] found = graph.addGradients(loss.asOutput(), by);
        Map<String, Output<?>> byName = new LinkedHashMap<>();
        for (int i = 0; i < by.length; i++) {
            byName.put(names.get(i), found[i]);
        }
        return byName;
    }

    private List<Op> adam() {
        // No weight may move while a gradient that reads it is still being computed.
        Ops afterwards = tf.withControlDependencyOps(
                gradients.values().stream().map(Output::op).toList());
        List<Op> moves = new ArrayList<>();
        gradients.forEach((name, gradient) -> {
            Variable<TFloat32> variable = variables.get(name);
            moves.add(afterwards.train.applyAdam(
                    variable,
                    zeros(variable.shape()),
                    zeros(variable.shape()),
                    beta1Power,
                    beta2Power,
                    rate,
                    tf.constant(BETA1),
                    tf.constant(BETA2),
                    tf.constant(ADAM_EPSILON),
                    gradient.expect(TFloat32.class)));
        });
        return moves;
    }

    private Operand<TFloat32> zeros(Shape shape) {
        return tf.variable(tf.zeros(tf.constant(shape), TFloat32.class));
    }
}
