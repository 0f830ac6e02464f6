package io.inferencestream.decode.resize;

/** Which part of an image is scaled to which size, and where it lies in the target. */
public enum ResizeMode {
    /** Both sides are scaled to fit, the aspect ratio is not kept. With a size, the middle of a larger one is kept. */
    STRETCH,
    /** The shorter side is scaled to fit, or to the size given; the middle is kept, the rest is cut off. */
    CENTER_CROP,
    /** The longer side is scaled to fit, the rest is padding. */
    LETTERBOX
}
