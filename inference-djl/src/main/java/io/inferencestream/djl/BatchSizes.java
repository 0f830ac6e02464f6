package io.inferencestream.djl;

import java.util.TreeSet;

/*
 * A GPU's libraries try out kernels whenever a batch has a size they have not seen, and that takes longer than dozens of
 * batches: 40 ms for MobileNetV2 and 80 ms for a small network on an H100, at each of the many sizes that load makes.
 * Rows more cost next to nothing there. A CPU hardly waits, and rows more cost it what rows cost; but oneDNN keeps what it
 * has prepared of every layer for every size and thread, a thousand layers of a kind at most: with batches of 1 to 256
 * the Fashion CNN's process grew by 200 bytes an image for hundreds of thousands of images.
 */
/**
 * The sizes in which a model's batches run, all of them seen in its warm-up on a GPU: there a batch is filled up to the
 * next power of two or the middle between two, at most by half of its images, or always to the largest where a
 * {@linkplain Placement#inOneSize change of size} is too dear. On a CPU it runs as it is, and a large one
 * should hold a multiple of the {@link #step}.
 *
 * <p>Immutable.
 */
final class BatchSizes {
    private static final int STEP_ON_CPU = 16;

    private final TreeSet<Integer> warm = new TreeSet<>();
    private final boolean fillsUp;

    /**
     * Works them out.
     *
     * @param largest most images in one batch; at least 1
     */
    BatchSizes(Placement placement, int largest) {
        fillsUp = placement.isGpu();
        for (int size = placement.isInOneSize() ? largest : 1; size < largest; size *= 2) {
            warm.add(size);
            if (fillsUp && size > 1 && size + size / 2 < largest) {
                warm.add(size + size / 2);
            }
        }
        warm.add(largest);
    }

    /** What to warm up, the smallest first: engines specialise on the sizes they have seen. */
    Iterable<Integer> warmUp() {
        return warm;
    }

    /** As {@link io.inferencestream.core.predict.LoadedModel#batchStep()}. */
    int step() {
        return fillsUp ? 1 : STEP_ON_CPU;
    }

    /** The batch size in which this number of images runs: at least that number, and at most the largest size. */
    int sizeFor(int images) {
        Integer next = fillsUp ? warm.ceiling(images) : null;
        return next == null ? images : next;
    }
}
