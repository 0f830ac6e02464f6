package io.inferencestream.core.pipeline;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Image files of one shade. */
final class TestImages {
    /** The media type of {@link #raw} for the fake model's own shape. */
    static final String RAW_TYPE = "image/x-raw;width=2;height=2;channels=1";

    /** Signature and IHDR. */
    private static final int LENGTH_OF_HEADER = 33;

    private TestImages() {}

    /** A PNG of the fake model's own shape. */
    static ByteBuffer png(int shade) {
        return png(shade, 2);
    }

    static ByteBuffer png(int shade, int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[side * side];
        Arrays.fill(pixels, shade * 0x010101);
        image.setRGB(0, 0, side, side, pixels, 0, side);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.wrap(file.toByteArray());
    }

    /** A PNG whose header is whole and whose pixels are cut short. */
    static ByteBuffer corruptPng(int shade) {
        return png(shade).limit(LENGTH_OF_HEADER + 10);
    }

    static ByteBuffer raw(int shade) {
        byte value = (byte) shade;
        return ByteBuffer.wrap(new byte[] {value, value, value, value});
    }
}
