package io.inferencestream.lab.network;

/** One step of a network. Says what is computed and nothing of the engine that computes it. */
public sealed interface Layer {
    /** Applies the function for this layer's kind; a new kind breaks every caller at compile time. */
    <R> R fold(Cases<R> cases);

    /** A function for each kind of layer. */
    interface Cases<R> {
        R convolution(Convolution layer);

        R batchNorm(BatchNorm layer);

        R relu(Relu layer);

        R maxPool(MaxPool layer);

        R globalAveragePool(GlobalAveragePool layer);

        R flatten(Flatten layer);

        R dropout(Dropout layer);

        R dense(Dense layer);
    }

    /**
     * Square convolution with stride 1 and zero padding, so that the map keeps its size.
     *
     * @param filters channels that come out; at least 1
     * @param side of the kernel in pixels; odd
     * @param bias whether a number per filter is added; pointless before a batch norm
     */
    record Convolution(int filters, int side, boolean bias) implements Layer {
        public Convolution {
            require(filters >= 1, "filters must be at least 1: ", filters);
            require(side >= 1 && side % 2 == 1, "side must be odd: ", side);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.convolution(this);
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
