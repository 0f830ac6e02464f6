package io.inferencestream.lab.train;

import io.inferencestream.lab.graph.ForwardPass;
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
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * A network with its loss, its gradients and its optimizer in one graph and session.
 *
 * <p>Not thread-safe. Holds native memory until closed.
 */
final class TrainingGraph implements AutoCloseable {
    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final Session session;
    private final Variables variables;
    private final Variables memory;
    private final Placeholder<TUint8> images;
    private final Placeholder<TInt32> labels = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    private final Placeholder<TInt32> dropSeed = tf.placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
    private final Placeholder<TFloat32> rate = scalar();
    private final Placeholder<TFloat32> beta1Power = scalar();
    private final Placeholder<TFloat32> beta2Power = scalar();
    private final Operand<TFloat32> loss;
    private final Map<String, Output<?>> gradients;
    private final List<Op> updates = new ArrayList<>();

    TrainingGraph(Network network, Weights start, Objective objective, Optimizer optimizer, ConfigProto config) {
        Shape shape = Shape.of(
                -1,
                network.input().height(),
                network.input().width(),
                network.input().channels());
        images = tf.placeholder(TUint8.class, Placeholder.shape(shape));
        variables = new Variables(tf, network.weights());
        TrainingPhase phase = new TrainingPhase(tf, variables, labels, dropSeed);
        Operand<TFloat32> scores = new ForwardPass<>(tf, phase, TFloat32.class).scores(network, images);
        loss = meanCrossEntropy(scores, objective);
        gradients = gradients(network);
        Updates moves = new Updates(tf, optimizer, variables, new Updates.Rates(rate, beta1Power, beta2Power));
        updates.addAll(phase.updates());
        updates.addAll(moves.of(gradients));
        memory = moves.memory();
        session = new Session(graph, config);
        variables.restore(session, start);
        memory.clear(session);
    }

    /**
     * Moves the weights one step against the gradient.
     *
     * @param step of the run, counted from 0
     * @param seed of what dropout drops
     * @return the batch's loss before the step, in nats
     */
    float step(Batch batch, int step, float learningRate, int seed) {
        try (TFloat32 fedRate = TFloat32.scalarOf(learningRate);
                TFloat32 power1 = TFloat32.scalarOf((float) Math.pow(Updates.BETA1, step + 1));
                TFloat32 power2 = TFloat32.scalarOf((float) Math.pow(Updates.BETA2, step + 1));
                TInt32 fedSeed = TInt32.scalarOf(seed)) {
            Session.Runner runner = fed(batch, fedSeed)
                    .feed(rate, fedRate)
                    .feed(beta1Power, power1)
                    .feed(beta2Power, power2)
                    .fetch(loss);
            updates.forEach(runner::addTarget);
            return onlyNumber(runner);
        }
    }

    /** The batch's loss; no weight changes. */
    float loss(Batch batch, int seed) {
        try (TInt32 fedSeed = TInt32.scalarOf(seed)) {
            return onlyNumber(fed(batch, fedSeed).fetch(loss));
        }
    }

    /** The loss's gradient by each trained weight; no weight changes. */
    Weights gradients(Batch batch, int seed) {
        try (TInt32 fedSeed = TInt32.scalarOf(seed)) {
            Session.Runner runner = fed(batch, fedSeed);
            gradients.values().forEach(runner::fetch);
            return Variables.fetched(runner, gradients.keySet());
        }
    }

    /** A copy of the weights as they are. */
    Weights weights() {
        return variables.read(session);
    }

    /** A copy of what the optimizer remembers. */
    Weights memory() {
        return memory.read(session);
    }

    /** Replaces all weights; what the optimizer remembers stays. */
    void restore(Weights weights) {
        variables.restore(session, weights);
    }

    /** Replaces what the optimizer remembers. */
    void restoreMemory(Weights remembered) {
        memory.restore(session, remembered);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }

    private Session.Runner fed(Batch batch, TInt32 seed) {
        return session.runner()
                .feed(images, batch.images())
                .feed(labels, batch.labels())
                .feed(dropSeed, seed);
    }

    private static float onlyNumber(Session.Runner runner) {
        try (Result result = runner.run()) {
            return ((TFloat32) result.get(0)).getFloat();
        }
    }

    private Placeholder<TFloat32> scalar() {
        return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    }

    private Operand<TFloat32> meanCrossEntropy(Operand<TFloat32> scores, Objective objective) {
        int classes = objective.classWeights().size();
        float spread = objective.labelSmoothing() / classes;
        // The sparse form of this loss has no gradient here, hence one-hot labels.
        Operand<TFloat32> wanted = tf.oneHot(
                labels,
                tf.constant(classes),
                tf.constant(1 - objective.labelSmoothing() + spread),
                tf.constant(spread),
                OneHot.axis(-1L));
        Operand<TFloat32> losses =
                tf.nn.softmaxCrossEntropyWithLogits(scores, wanted).loss();
        if (objective.isWeighted()) {
            losses = tf.math.mul(losses, tf.gather(tf.constant(objective.weightArray()), labels, tf.constant(0)));
        }
        return tf.math.mean(losses, tf.constant(0));
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
}
