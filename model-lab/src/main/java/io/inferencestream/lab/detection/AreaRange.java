package io.inferencestream.lab.detection;

/** Sizes of objects that COCO tells apart, in square pixels. */
public enum AreaRange {
    ALL(0, 1e10),
    SMALL(0, 32 * 32),
    MEDIUM(32 * 32, 96 * 96),
    LARGE(96 * 96, 1e10);

    private final double least;
    private final double greatest;

    AreaRange(double least, double greatest) {
        this.least = least;
        this.greatest = greatest;
    }

    /** Whether an area is of this size; one on the edge of two sizes is of both, as in pycocotools. */
    boolean contains(double area) {
        return area >= least && area <= greatest;
    }
}
