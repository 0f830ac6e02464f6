package io.inferencestream.gateway;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Image files for tests. */
public final class Pictures {
    private Pictures() {}

    /** A PNG of 2x2 gray pixels, all of that intensity, 0 to 255; the fake model tells them apart. */
    public static byte[] png(int intensity) {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSamples(0, 0, 2, 2, 0, new int[] {intensity, intensity, intensity, intensity});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A PNG that is cut short. */
    public static byte[] truncated() {
        byte[] whole = png(7);
        return Arrays.copyOf(whole, whole.length - 20);
    }
}
