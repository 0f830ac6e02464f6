package io.inferencestream.decode.resize;

/**
 * For each position of the target along one axis, the pixels that it is mixed from and their parts, as the Pillow library
 * rounds them: whole numbers of 1/2^22.
 *
 * <p>Immutable.
 */
final class PixelParts {
    static final int BITS = 22;

    final int[] starts;
    final int[] counts;

    /** Of position {@code i} the parts begin at {@code i * span}. */
    final int[] parts;

    final int span;

    /** The first position that a pixel has a part in; one behind the last where none has. */
    final int[] firstTargets;

    PixelParts(AxisWeights weights, AxisMapping mapping) {
        int size = mapping.targetSize();
        this.span = weights.span();
        this.starts = new int[size];
        this.counts = new int[size];
        this.parts = new int[Math.multiplyExact(size, span)];
        this.firstTargets = new int[mapping.sourceSize()];
        double[] row = new double[span];
        for (int i = 0; i < size; i++) {
            starts[i] = weights.weigh(i, row);
            for (int k = 0; k < span; k++) {
                parts[i * span + k] = (int) (row[k] * (1 << BITS) + (row[k] < 0 ? -0.5 : 0.5));
                counts[i] = parts[i * span + k] != 0 ? k + 1 : counts[i];
            }
        }
        int target = 0;
        for (int pixel = 0; pixel < firstTargets.length; pixel++) {
            while (target < size && starts[target] + counts[target] <= pixel) {
                target++;
            }
            firstTargets[pixel] = target;
        }
    }

    int size() {
        return starts.length;
    }

    /** Whether any position is mixed from a pixel. */
    boolean wants(int pixel) {
        int target = firstTargets[pixel];
        return target < size() && starts[target] <= pixel;
    }

    /** The part of a pixel in a position; zero where it has none. */
    int partIn(int target, int pixel) {
        int k = pixel - starts[target];
        return k < counts[target] ? parts[target * span + k] : 0;
    }
}
