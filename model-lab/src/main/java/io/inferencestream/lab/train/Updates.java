package io.inferencestream.lab.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.train.ApplyMomentum;
import org.tensorflow.types.TFloat32;

/** An optimizer's moves as operations of a graph, and the variables in which it remembers. */
final class Updates {
    static final float BETA1 = 0.9f;
    static final float BETA2 = 0.999f;
    private static final float ADAM_EPSILON = 1e-7f;

    private final Ops tf;
    private final Optimizer optimizer;
    private final Variables weights;
    private final Variables memory;
    private final Rates rates;

    /**
     * What is fed anew in each step.
     *
     * @param learning the learning rate
     * @param beta1Power Adam's first decay to the power of the step
     * @param beta2Power Adam's second decay to the power of the step
     */
    record Rates(Operand<TFloat32> learning, Operand<TFloat32> beta1Power, Operand<TFloat32> beta2Power) {}

    Updates(Ops tf, Optimizer optimizer, Variables weights, Rates rates) {
        this.tf = tf;
        this.optimizer = optimizer;
        this.weights = weights;
        this.rates = rates;
        memory = new Variables(tf);
    }

    /** What the optimizer remembers from step to step. */
    Variables memory() {
        return memory;
    }

    /** One move for each gradient. */
    List<Op> of(Map<String, Output<?>> gradients) {
        // No weight may move while a gradient that reads it is still being computed.
        Ops afterwards = tf.withControlDependencyOps(
                gradients.values().stream().map(Output::op).toList());
        List<Op> moves = new ArrayList<>();
        gradients.forEach((name, gradient) -> moves.add(
                switch (optimizer.kind()) {
                    case ADAM -> adam(afterwards, name, gradient.expect(TFloat32.class));
                    case SGD -> sgd(afterwards, name, gradient.expect(TFloat32.class));
                }));
        return moves;
    }

    private Op adam(Ops afterwards, String name, Operand<TFloat32> gradient) {
        Variable<TFloat32> weight = weights.get(name);
        Ops afterDecay = afterwards;
        if (isDecayed(name)) {
            Operand<TFloat32> pull = afterwards.math.mul(
                    afterwards.math.mul(rates.learning(), tf.constant(optimizer.weightDecay())), weight);
            afterDecay = tf.withControlDependencyOps(
                    List.of(afterwards.assignSub(weight, pull).op()));
        }
        return afterDecay.train.applyAdam(
                weight,
                memory.add(name + ".moment1", weight.shape()),
                memory.add(name + ".moment2", weight.shape()),
                rates.beta1Power(),
                rates.beta2Power(),
                rates.learning(),
                tf.constant(BETA1),
                tf.constant(BETA2),
                tf.constant(ADAM_EPSILON),
                gradient);
    }

    private Op sgd(Ops afterwards, String name, Operand<TFloat32> gradient) {
        Variable<TFloat32> weight = weights.get(name);
        Operand<TFloat32> slope = gradient;
        Ops afterSlope = afterwards;
        if (isDecayed(name)) {
            slope = afterwards.math.add(gradient, afterwards.math.mul(weight, tf.constant(optimizer.weightDecay())));
            afterSlope = tf.withControlDependencyOps(List.of(slope.op()));
        }
        return afterSlope.train.applyMomentum(
                weight,
                memory.add(name + ".momentum", weight.shape()),
                rates.learning(),
                slope,
                tf.constant(optimizer.momentum()),
                ApplyMomentum.useNesterov(true));
    }

    private boolean isDecayed(String name) {
        return optimizer.weightDecay() > 0 && name.endsWith(".kernel");
    }
}
