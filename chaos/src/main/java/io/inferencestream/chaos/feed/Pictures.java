package io.inferencestream.chaos.feed;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Encoded pictures of 2x2 gray pixels, and ruins of such. */
public final class Pictures {
    private static final int CUT = 20;
    private static final int HEADER = 12;
    private static final int HEADER_BYTES = 17;
    private static final int HUGE = 20_000;

    private Pictures() {}

    /** @param intensity of all its pixels, 0 to 255 */
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

    static byte[] cutShort() {
        byte[] whole = png(0);
        return Arrays.copyOf(whole, whole.length - CUT);
    }

    /** Its header is right, but for the size that it claims. */
    static byte[] hugeByItsHeader() {
        ByteBuffer png = ByteBuffer.wrap(png(0));
        png.putInt(HEADER + 4, HUGE).putInt(HEADER + 8, HUGE);
        CRC32 sum = new CRC32();
        sum.update(png.array(), HEADER, HEADER_BYTES);
        png.putInt(HEADER + HEADER_BYTES, (int) sum.getValue());
        return png.array();
    }
}
