package io.inferencestream.decode.resize;

/** How an image of another shape becomes the model's input. Always bilinear with half-pixel centres. */
public enum ResizeRule {
    /** Both sides are scaled to fit, the aspect ratio is not kept. */
    STRETCH,
    /** The short side is scaled to fit, the middle is kept, the rest is cut off. */
    CENTER_CROP,
    /** The long side is scaled to fit, the rest is black. */
    LETTERBOX
}
