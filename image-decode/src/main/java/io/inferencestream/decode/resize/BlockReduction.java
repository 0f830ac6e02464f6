package io.inferencestream.decode.resize;

/**
 * What the samples of a block of eight weigh, told of the fewer samples that an inverse cosine transform of its first
 * coefficients gives. Mixed with these weights, the fewer samples give what all eight would, less what the coefficients
 * left out would have brought: no smoothing is added to that of the filter.
 *
 * <p>Immutable.
 */
final class BlockReduction {
    static final int BLOCK = 8;

    private final int points;

    /** What sample {@code s} of the block weighs in sample {@code p} of the few is at {@code s * points + p}. */
    private final double[] shares;

    /** @param points samples for each block: 1, 2, 4 or 8 */
    BlockReduction(int points) {
        this.points = points;
        this.shares = new double[BLOCK * points];
        for (int sample = 0; sample < BLOCK; sample++) {
            for (int point = 0; point < points; point++) {
                double share = 0;
                for (int k = 0; k < points; k++) {
                    share += wave(k, sample, BLOCK) * wave(k, point, points);
                }
                shares[sample * points + point] = share * Math.sqrt((double) BLOCK / points);
            }
        }
    }

    private static double wave(int k, int at, int size) {
        double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / size);
        return scale * Math.cos((2 * at + 1) * k * Math.PI / (2 * size));
    }

    private boolean isWhole() {
        return points == BLOCK;
    }

    /** Samples of a plane that has that many of its own. */
    int reduced(int samples) {
        return isWhole() ? samples : (samples + BLOCK - 1) / BLOCK * points;
    }

    /** Samples that the weights of {@code samples} neighbours go to, at most. */
    int span(int samples) {
        return isWhole() ? samples : (samples + 2 * (BLOCK - 1)) / BLOCK * points;
    }

    /** The first sample that the weight of sample {@code at} goes to. */
    int first(int at) {
        return isWhole() ? at : at / BLOCK * points;
    }

    /** Adds the weight of sample {@code at} to the samples, counted from {@code first}, that it goes to. */
    void add(int at, double weight, int first, double[] weights) {
        if (isWhole()) {
            weights[at - first] += weight;
            return;
        }
        int to = first(at) - first;
        for (int point = 0; point < points; point++) {
            weights[to + point] += weight * shares[at % BLOCK * points + point];
        }
    }
}
