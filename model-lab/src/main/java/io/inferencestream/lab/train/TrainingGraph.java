package io.inferencestream.lab.train;

import io.inferencestream.lab.graph.ForwardPass;
import io.inferencestream.lab.graph.Phase;
import io.inferencestream.lab.graph.Threads;
import io.inferencestream.lab.network.Layer;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.network.Stage;
import io.inferencestream.lab.network.WeightSpec;
import io.inferencestream.lab.network.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.OneHot;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.op.random.RandomUniform;
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
    /** Share of the old running statistics that each step keeps. */
    private static final float MOMENTUM = 0.95f;

    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final Session session;
    private final long seed;
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final List<Op> updates = new ArrayList<>();
    private final Placeholder<TUint8> images;
    private final Placeholder<TInt32> labels = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    private final Placeholder<TFloat32> rate = scalar();
    private final Placeholder<TFloat32> beta1Power = scalar();
    private final Placeholder<TFloat32> beta2Power = scalar();
    private final Operand<TFloat32> loss;
    private final Map<String, Output<?>> gradients = new LinkedHashMap<>();
    private int steps;

    TrainingGraph(Network network, Weights start, long seed, Threads threads) {
        this.seed = seed;
        images = tf.placeholder(
                TUint8.class,
                Placeholder.shape(Shape.of(
                        -1,
                        network.input().height(),
                        network.input().width(),
                        network.input().channels())));
        network.weights().forEach(spec -> slots.put(spec.name(), new Slot(spec)));
        Operand<TFloat32> scores = new ForwardPass(tf, new Training()).scores(network, images);
        loss = meanCrossEntropy(scores, network.classes());
        addGradients();
        addAdam();
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
            Session.Runner runner = session.runner()
                    .feed(images, batch.images())
                    .feed(labels, batch.labels())
                    .feed(rate, fedRate)
                    .feed(beta1Power, power1)
                    .feed(beta2Power, power2)
                    .fetch(loss);
            updates.forEach(runner::addTarget);
            try (Result result = runner.run()) {
                return ((TFloat32) result.get(0)).getFloat();
            }
        }
    }

    /** Mean cross-entropy of the batch; no weight changes. */
    float loss(Batch batch) {
        try (Result result = session.runner()
                .feed(images, batch.images())
                .feed(labels, batch.labels())
                .fetch(loss)
                .run()) {
            return ((TFloat32) result.get(0)).getFloat();
        }
    }

    /** The loss's gradient by each trained weight, by name; no weight changes. */
    Map<String, float[]> gradients(Batch batch) {
        Session.Runner runner = session.runner().feed(images, batch.images()).feed(labels, batch.labels());
        gradients.values().forEach(runner::fetch);
        return numbers(runner, gradients.keySet());
    }

    /** A copy of the weights as they are. */
    Weights weights() {
        Session.Runner runner = session.runner();
        slots.values().forEach(slot -> runner.fetch(slot.variable));
        return new Weights(numbers(runner, slots.keySet()));
    }

    /** Replaces all weights; Adam's moments stay. */
    void restore(Weights weights) {
        slots.values().forEach(slot -> {
            try (TFloat32 numbers = TFloat32.tensorOf(slot.shape, DataBuffers.of(weights.get(slot.spec.name())))) {
                session.runner()
                        .feed(slot.fed, numbers)
                        .addTarget(slot.assign)
                        .run()
                        .close();
            }
        });
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }

    private static Map<String, float[]> numbers(Session.Runner runner, Iterable<String> names) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        try (Result result = runner.run()) {
            int index = 0;
            for (String name : names) {
                TFloat32 tensor = (TFloat32) result.get(index++);
                float[] numbers = new float[(int) tensor.size()];
                tensor.asRawTensor().data().asFloats().read(numbers);
                arrays.put(name, numbers);
            }
        }
        return arrays;
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

    private void addGradients() {
        List<Slot> trained =
                slots.values().stream().filter(s -> s.spec.trained()).toList();
        Output<?>[] by = trained.stream().map(s -> s.variable.asOutput()).toArray(Output<?>[]::new);
        Output<?>[] found = graph.addGradients(loss.asOutput(), by);
        for (int i = 0; i < by.length; i++) {
            gradients.put(trained.get(i).spec.name(), found[i]);
        }
    }

    private void addAdam() {
        // No weight may move while a gradient that reads it is still being computed.
        Ops afterwards = tf.withControlDependencyOps(
                gradients.values().stream().map(Output::op).toList());
        gradients.forEach((name, gradient) -> {
            Slot slot = slot(name);
            updates.add(afterwards.train.applyAdam(
                    slot.variable,
                    zeros(slot),
                    zeros(slot),
                    beta1Power,
                    beta2Power,
                    rate,
                    tf.constant(BETA1),
                    tf.constant(BETA2),
                    tf.constant(ADAM_EPSILON),
                    gradient.expect(TFloat32.class)));
        });
    }

    private Slot slot(String name) {
        return Objects.requireNonNull(slots.get(name), name);
    }

    private Operand<TFloat32> zeros(Slot slot) {
        return tf.variable(tf.zeros(tf.constant(slot.shape), TFloat32.class));
    }

    private final class Slot {
        private final WeightSpec spec;
        private final Shape shape;
        private final Variable<TFloat32> variable;
        private final Placeholder<TFloat32> fed;
        private final Op assign;

        Slot(WeightSpec spec) {
            this.spec = spec;
            this.shape = Shape.of(
                    spec.dimensions().stream().mapToLong(Integer::longValue).toArray());
            this.variable = tf.withName(spec.name()).variable(shape, TFloat32.class);
            this.fed = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
            this.assign = tf.assign(variable, fed);
        }
    }

    private final class Training implements Phase {
        @Override
        public Operand<TFloat32> weight(WeightSpec spec) {
            return variable(spec.name());
        }

        @Override
        public Operand<TFloat32> normalise(Stage stage, Operand<TFloat32> features) {
            // Mean and variance are outputs of the operation: empty inputs ask for the batch's own.
            Operand<TFloat32> none = tf.constant(new float[0]);
            FusedBatchNorm<TFloat32, TFloat32> norm = tf.withName(stage.name())
                    .nn
                    .fusedBatchNorm(
                            features,
                            variable(stage.name() + ".scale"),
                            variable(stage.name() + ".offset"),
                            none,
                            none,
                            FusedBatchNorm.isTraining(true),
                            FusedBatchNorm.epsilon(Layer.BatchNorm.EPSILON));
            follow(stage.name() + ".mean", norm.batchMean());
            follow(stage.name() + ".variance", norm.batchVariance());
            return norm.y();
        }

        @Override
        public Operand<TFloat32> dropOut(Stage stage, float rate, Operand<TFloat32> features) {
            int[] tail = stage.output().isVector()
                    ? new int[] {stage.output().channels()}
                    : new int[] {
                        stage.output().height(),
                        stage.output().width(),
                        stage.output().channels()
                    };
            // Sized by the labels and not by the features, so that no gradient leads into the random numbers.
            Operand<TInt32> shape = tf.concat(List.of(tf.shape(labels), tf.constant(tail)), tf.constant(0));
            Operand<TFloat32> drawn = tf.random.randomUniform(
                    shape, TFloat32.class, RandomUniform.seed(seed), RandomUniform.seed2((long) stage.name().hashCode()));
            Operand<TFloat32> kept = tf.dtypes.cast(tf.math.greaterEqual(drawn, tf.constant(rate)), TFloat32.class);
            return tf.math.mul(features, tf.math.mul(kept, tf.constant(1 / (1 - rate))));
        }

        private Variable<TFloat32> variable(String name) {
            return slot(name).variable;
        }

        private void follow(String name, Operand<TFloat32> statistic) {
            Variable<TFloat32> running = variable(name);
            updates.add(tf.assignAdd(running, tf.math.mul(tf.constant(1 - MOMENTUM), tf.math.sub(statistic, running))));
        }
    }
}
