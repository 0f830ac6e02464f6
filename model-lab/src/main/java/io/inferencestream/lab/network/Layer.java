package io.inferencestream.lab.network;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * One step of a network. Says what is computed and nothing of the engine that computes it. In a network's file a layer
 * is an object whose field {@code layer} names its kind.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "layer")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Layer.Convolution.class, name = "convolution"),
    @JsonSubTypes.Type(value = Layer.Depthwise.class, name = "depthwise"),
    @JsonSubTypes.Type(value = Layer.BatchNorm.class, name = "batch-norm"),
    @JsonSubTypes.Type(value = Layer.Relu.class, name = "relu"),
    @JsonSubTypes.Type(value = Layer.Silu.class, name = "silu"),
    @JsonSubTypes.Type(value = Layer.MaxPool.class, name = "max-pool"),
    @JsonSubTypes.Type(value = Layer.GlobalAveragePool.class, name = "global-average-pool"),
    @JsonSubTypes.Type(value = Layer.Residual.class, name = "residual"),
    @JsonSubTypes.Type(value = Layer.Flatten.class, name = "flatten"),
    @JsonSubTypes.Type(value = Layer.Dropout.class, name = "dropout"),
    @JsonSubTypes.Type(value = Layer.Dense.class, name = "dense")
})
public sealed interface Layer {
    /** Applies the function for this layer's kind; a new kind breaks every caller at compile time. */
    <R> R fold(Cases<R> cases);

    /** A function for each kind of layer. */
    interface Cases<R> {
        R convolution(Convolution layer);

        R depthwise(Depthwise layer);

        R batchNorm(BatchNorm layer);

        R relu(Relu layer);

        R silu(Silu layer);

        R maxPool(MaxPool layer);

        R globalAveragePool(GlobalAveragePool layer);

        R residual(Residual layer);

        R flatten(Flatten layer);

        R dropout(Dropout layer);

        R dense(Dense layer);
    }

    /**
     * Square convolution with zero padding, so that the map keeps its size, divided by the stride and rounded up.
     *
     * @param filters channels that come out; at least 1
     * @param side of the kernel in pixels; odd
     * @param stride pixels from one place of the kernel to the next; at least 1
     * @param bias whether a number per filter is added; pointless before a batch norm
     */
    record Convolution(int filters, int side, int stride, boolean bias) implements Layer {
        public Convolution {
            require(filters >= 1, "filters must be at least 1: ", filters);
            require(side >= 1 && side % 2 == 1, "side must be odd: ", side);
            require(stride >= 1, "stride must be at least 1: ", stride);
        }

        /** One that looks at every pixel. */
        public Convolution(int filters, int side, boolean bias) {
            this(filters, side, 1, bias);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.convolution(this);
        }
    }

    /**
     * Convolution of each channel by itself, with a kernel of its own; padded as {@link Convolution} is.
     *
     * @param side of the kernel in pixels; odd
     * @param stride pixels from one place of the kernel to the next; at least 1
     * @param bias whether a number per channel is added; pointless before a batch norm
     */
    record Depthwise(int side, int stride, boolean bias) implements Layer {
        public Depthwise {
            require(side >= 1 && side % 2 == 1, "side must be odd: ", side);
            require(stride >= 1, "stride must be at least 1: ", stride);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.depthwise(this);
        }
    }

    /** Brings each channel to mean 0 and variance 1, then scales and shifts it by learned numbers. */
    record BatchNorm() implements Layer {
        /** Keeps the division by the standard deviation finite. */
        public static final float EPSILON = 1e-3f;

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.batchNorm(this);
        }
    }

    /** Replaces negative numbers by zero. */
    record Relu() implements Layer {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.relu(this);
        }
    }

    /** Multiplies each number by its own sigmoid (Elfwing et al., 2018; also called swish). */
    record Silu() implements Layer {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.silu(this);
        }
    }

    /**
     * The largest number of each square; squares do not overlap, and a rest at the right and bottom is dropped.
     *
     * @param side of the square in pixels; at least 2
     */
    record MaxPool(int side) implements Layer {
        public MaxPool {
            require(side >= 2, "side must be at least 2: ", side);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.maxPool(this);
        }
    }

    /** The mean of each channel: a map becomes a vector. */
    record GlobalAveragePool() implements Layer {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.globalAveragePool(this);
        }
    }

    /**
     * The sum of what two lists of layers make of the same input (He et al., 2016). Both give the same shape.
     *
     * @param body at least one layer
     * @param shortcut none for the input as it is
     */
    record Residual(List<Layer> body, List<Layer> shortcut) implements Layer {
        public Residual {
            body = List.copyOf(body);
            shortcut = List.copyOf(shortcut);
            require(!body.isEmpty(), "a residual block's body must have layers: ", body.size());
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.residual(this);
        }
    }

    /** A map's numbers in memory order (row, column, channel) as a vector. */
    record Flatten() implements Layer {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.flatten(this);
        }
    }

    /**
     * Zeroes numbers at random while training, and scales the others so that the expected sum stays; does nothing else.
     *
     * @param rate share of the numbers that is zeroed; from 0 to below 1
     */
    record Dropout(float rate) implements Layer {
        public Dropout {
            if (!(rate >= 0 && rate < 1)) {
                throw new IllegalArgumentException("rate must be from 0 to below 1: " + rate);
            }
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.dropout(this);
        }
    }

    /**
     * Every number that comes out is a weighted sum of all that go in, and a bias.
     *
     * @param units numbers that come out; at least 1
     */
    record Dense(int units) implements Layer {
        public Dense {
            require(units >= 1, "units must be at least 1: ", units);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.dense(this);
        }
    }

    private static void require(boolean holds, String message, int value) {
        if (!holds) {
            throw new IllegalArgumentException(message + value);
        }
    }
}
