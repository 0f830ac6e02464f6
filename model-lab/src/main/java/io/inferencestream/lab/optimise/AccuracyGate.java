package io.inferencestream.lab.optimise;

/**
 * What a candidate may lose.
 *
 * @param maxDrop largest loss of accuracy against the parent, in percentage points; at least 0
 */
public record AccuracyGate(double maxDrop) {
    /** Accuracies are shares of whole images: what differs by less is the same. */
    private static final double ROUNDING = 1e-9;

    public AccuracyGate {
        if (!(maxDrop >= 0)) {
            throw new IllegalArgumentException("maxDrop must not be negative: " + maxDrop);
        }
    }

    /** Whether the candidate may be published; both are shares, 0 to 1, of the same images. */
    public boolean lets(double parent, double candidate) {
        return (parent - candidate) * 100 <= maxDrop + ROUNDING;
    }

    /**
     * Lets a candidate through.
     *
     * @throws RefusedException if it lost more than it may
     */
    public void require(Measurement parent, Measurement candidate) {
        if (!lets(parent.accuracy(), candidate.accuracy())) {
            throw new RefusedException(this, parent, candidate);
        }
    }
}
