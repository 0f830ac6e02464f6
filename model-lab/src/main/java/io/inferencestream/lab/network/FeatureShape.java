package io.inferencestream.lab.network;

/**
 * Shape of what flows between layers, without the batch: a map of pixels, or a plain vector.
 *
 * @param height rows of a map; 0 for a vector
 * @param width columns of a map; 0 for a vector
 * @param channels numbers per pixel of a map, or the length of a vector; at least 1
 */
public record FeatureShape(int height, int width, int channels) {
    public FeatureShape {
        if (channels < 1 || height < 0 || width < 0 || (height == 0) != (width == 0)) {
            throw new IllegalArgumentException("no shape: " + height + "x" + width + "x" + channels);
        }
    }

    /** The shape of a vector. */
    public static FeatureShape vector(int length) {
        return new FeatureShape(0, 0, length);
    }

    public boolean isVector() {
        return height == 0;
    }

    /** How many numbers. */
    public int size() {
        return isVector() ? channels : height * width * channels;
    }

    @Override
    public String toString() {
        return isVector() ? String.valueOf(channels) : height + "x" + width + "x" + channels;
    }
}
