package io.inferencestream.lab.train;

import io.inferencestream.lab.graph.Phase;
import io.inferencestream.lab.network.FeatureShape;
import io.inferencestream.lab.network.Layer;
import io.inferencestream.lab.network.Stage;
import io.inferencestream.lab.network.WeightSpec;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Layers as training wants them: weights move, batch norm sees its batch and keeps running statistics, dropout drops. */
final class TrainingPhase implements Phase<TFloat32> {
    /** Share of the old running statistics that each step keeps. */
    private static final float MOMENTUM = 0.95f;

    private final Ops tf;
    private final Variables variables;
    private final Operand<TInt32> labels;
    private final Operand<TInt32> seed;
    private final List<Op> updates = new ArrayList<>();

    /**
     * @param labels of the batch, from which its size is taken
     * @param seed of the step, one number: what is dropped depends on it and on nothing before
     */
    TrainingPhase(Ops tf, Variables variables, Operand<TInt32> labels, Operand<TInt32> seed) {
        this.tf = tf;
        this.variables = variables;
        this.labels = labels;
        this.seed = seed;
    }

    /** What each training step is to run so that the running statistics follow. */
    List<Op> updates() {
        return List.copyOf(updates);
    }

    @Override
    public Operand<TFloat32> weight(WeightSpec spec) {
        return variables.get(spec.name());
    }

    @Override
    public Operand<TFloat32> normalise(Stage stage, Operand<TFloat32> features) {
        // Empty statistics ask for the batch's own.
        Operand<TFloat32> none = tf.constant(new float[0]);
        FusedBatchNorm<TFloat32, TFloat32> norm = tf.withName(stage.name())
                .nn
                .fusedBatchNorm(
                        features,
                        variables.get(stage.name() + ".scale"),
                        variables.get(stage.name() + ".offset"),
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
        // Sized by the labels and not by the features, so that no gradient leads into the random numbers.
        Operand<TInt32> shape =
                tf.concat(List.of(tf.shape(labels), tf.constant(dimensions(stage.output()))), tf.constant(0));
        // Without a state of its own, so that a resumed run draws what the whole run would have drawn.
        Operand<TInt32> seeds = tf.stack(List.of(seed, tf.constant(stage.name().hashCode())));
        Operand<TFloat32> drawn = tf.random.statelessRandomUniform(shape, seeds);
        Operand<TFloat32> kept = tf.dtypes.cast(tf.math.greaterEqual(drawn, tf.constant(rate)), TFloat32.class);
        return tf.math.mul(features, tf.math.mul(kept, tf.constant(1 / (1 - rate))));
    }

    private static int[] dimensions(FeatureShape shape) {
        return shape.isVector()
                ? new int[] {shape.channels()}
                : new int[] {shape.height(), shape.width(), shape.channels()};
    }

    private void follow(String name, Operand<TFloat32> statistic) {
        Variable<TFloat32> running = variables.get(name);
        updates.add(tf.assignAdd(running, tf.math.mul(tf.constant(1 - MOMENTUM), tf.math.sub(statistic, running))));
    }
}
