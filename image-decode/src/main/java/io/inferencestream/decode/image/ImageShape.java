package io.inferencestream.decode.image;

/**
 * The image a model wants to see.
 *
 * @param width pixels across; at least 1
 * @param height pixels down; at least 1
 * @param channels 1 for gray, 3 for RGB
 */
public record ImageShape(int width, int height, int channels) {
    public ImageShape {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("width and height must be at least 1: " + width + "x" + height);
        }
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("channels must be 1 or 3: " + channels);
        }
    }

    /** Bytes of one uint8 image of this shape. */
    public int bytes() {
        return Math.multiplyExact(Math.multiplyExact(width, height), channels);
    }

    @Override
    public String toString() {
        return width + "x" + height + "x" + channels;
    }
}
