package io.inferencestream.decode.resize;

/** How a pixel of the target is mixed from pixels of the image. Pixels' centres lie at half pixels for all of them. */
public enum ResizeFilter {
    /** The nearest pixel alone, as Pillow and TensorFlow choose it. */
    NEAREST,
    /** A triangle: without antialiasing over the two nearest pixels of each axis. */
    BILINEAR,
    /**
     * A cubic convolution: without antialiasing over four pixels of each axis with a = -0.75, as OpenCV and PyTorch do;
     * with antialiasing a = -0.5, as Pillow does.
     */
    BICUBIC,
    /**
     * The mean of the area that a pixel covers, as OpenCV's INTER_AREA: where either side grows, it is bilinear between
     * the edges of pixels instead.
     */
    AREA,
    /** A sinc windowed by a sinc, over three pixels to each side. */
    LANCZOS
}
