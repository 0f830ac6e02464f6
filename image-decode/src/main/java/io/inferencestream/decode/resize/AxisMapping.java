package io.inferencestream.decode.resize;

/**
 * Where the target's pixels lie in the image, along one axis.
 *
 * @param offset where in the image the target's first pixel begins, in the image's pixels
 * @param scale pixels of the image for one of the target
 * @param sourceSize pixels of the image along this axis
 * @param targetSize pixels of the target that the image covers
 */
public record AxisMapping(double offset, double scale, int sourceSize, int targetSize) {
    /** Where the centre of target pixel {@code i} lies, counted in centres of the image's pixels. */
    double position(int i) {
        return Math.min(Math.max(offset + (i + 0.5) * scale - 0.5, 0), sourceSize - 1);
    }
}
