package io.inferencestream.lab.train;

/**
 * How weights follow their gradients.
 *
 * @param kind the rule
 * @param momentum share of the last move that goes on, of SGD; from 0 to below 1
 * @param weightDecay pull of kernels to zero: of SGD part of the gradient, of Adam apart from it (Loshchilov and
 *     Hutter, 2019); biases and norms are let be; at least 0
 */
public record Optimizer(Kind kind, float momentum, float weightDecay) {
    public Optimizer {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum must be from 0 to below 1: " + momentum);
        }
        if (!(weightDecay >= 0)) {
            throw new IllegalArgumentException("weight decay must not be negative: " + weightDecay);
        }
    }

    /** Adam with its usual memory (Kingma and Ba, 2015). */
    public static Optimizer adam(float weightDecay) {
        return new Optimizer(Kind.ADAM, 0, weightDecay);
    }

    /** Stochastic gradient descent with Nesterov's momentum (Sutskever et al., 2013). */
    public static Optimizer sgd(float momentum, float weightDecay) {
        return new Optimizer(Kind.SGD, momentum, weightDecay);
    }

    /** A rule. */
    public enum Kind {
        ADAM,
        SGD
    }
}
