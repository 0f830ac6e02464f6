package io.inferencestream.djl;

import io.inferencestream.decode.image.ImageShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Images to try a model on, photographs of garments: 16 of Fashion-MNIST (MIT licence, Zalando SE), mirrored, turned,
 * inverted, and with another one in each channel. The first 256 differ from each other.
 *
 * <p>Thread-safe.
 */
final class TestImages {
    private static final String RESOURCE = "garments.bin";
    private static final int GARMENTS = 16;
    private static final int SIDE = 28;
    private static final int VARIANTS = 16;
    private static final int OTHER_GARMENT = 5;

    private final ImageShape shape;
    private final byte[] garments;

    TestImages(ImageShape shape) {
        this.shape = shape;
        try (InputStream in = TestImages.class.getResourceAsStream(RESOURCE)) {
            garments = in.readNBytes(GARMENTS * SIDE * SIDE);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " of this program cannot be read", e);
        }
    }

    /** The nth image, its pixels as they are decoded. */
    byte[] image(int n) {
        byte[] pixels = new byte[shape.bytes()];
        int at = 0;
        for (int row = 0; row < shape.height(); row++) {
            for (int column = 0; column < shape.width(); column++) {
                for (int channel = 0; channel < shape.channels(); channel++) {
                    pixels[at++] = (byte) value(n, channel, scaled(row, shape.height()), scaled(column, shape.width()));
                }
            }
        }
        return pixels;
    }

    private static float scaled(int at, int side) {
        return side == 1 ? 0 : at * (SIDE - 1f) / (side - 1);
    }

    private int value(int n, int channel, float row, float column) {
        int variant = n / GARMENTS % VARIANTS;
        float y = (variant & 1) == 0 ? row : SIDE - 1 - row;
        float x = (variant & 2) == 0 ? column : SIDE - 1 - column;
        int garment = (n + channel * OTHER_GARMENT) % GARMENTS;
        float value = (variant & 4) == 0 ? between(garment, y, x) : between(garment, x, y);
        return Math.round((variant & 8) == 0 ? value : 255 - value);
    }

    /** The value between four pixels. */
    private float between(int garment, float row, float column) {
        int top = Math.min((int) row, SIDE - 2);
        int left = Math.min((int) column, SIDE - 2);
        float down = row - top;
        float right = column - left;
        return (pixel(garment, top, left) * (1 - right) + pixel(garment, top, left + 1) * right) * (1 - down)
                + (pixel(garment, top + 1, left) * (1 - right) + pixel(garment, top + 1, left + 1) * right) * down;
    }

    private int pixel(int garment, int row, int column) {
        return garments[(garment * SIDE + row) * SIDE + column] & 0xFF;
    }
}
