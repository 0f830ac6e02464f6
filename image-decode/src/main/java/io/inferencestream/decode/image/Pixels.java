package io.inferencestream.decode.image;

/**
 * One decoded image: uint8, row by row from the top left, channels interleaved (HWC).
 *
 * <p>Owns its array: whoever makes one hands the array over, and readers must not write to it. Safe to pass between
 * threads once made.
 */
public final class Pixels implements Decoded {
    private final int width;
    private final int height;
    private final int channels;
    private final byte[] values;

    /**
     * Takes ownership of {@code values}.
     *
     * @param width pixels across; at least 1
     * @param height pixels down; at least 1
     * @param channels 1 for gray, 3 for RGB
     * @param values {@code height * width * channels} bytes, each an unsigned intensity
     */
    public Pixels(int width, int height, int channels, byte[] values) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("width and height must be at least 1: " + width + "x" + height);
        }
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("channels must be 1 or 3: " + channels);
        }
        if (values.length != Math.multiplyExact(Math.multiplyExact(width, height), channels)) {
            throw new IllegalArgumentException(
                    "values must hold " + width + "x" + height + "x" + channels + " bytes: " + values.length);
        }
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.values = values;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int channels() {
        return channels;
    }

    /** The pixels themselves, not a copy; not to be written to. */
    public byte[] values() {
        return values;
    }
}
