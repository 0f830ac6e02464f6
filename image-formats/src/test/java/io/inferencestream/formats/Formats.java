package io.inferencestream.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.decode.DecodeLimits;
import io.inferencestream.decode.ImageDecoder;
import io.inferencestream.decode.ImageInspector;
import io.inferencestream.decode.image.Decoded;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Inspection;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.Undecodable;
import io.inferencestream.decode.resize.Resizing;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** What tests do with formats again and again: by the doors that a stream uses. */
public final class Formats {
    private Formats() {}

    public static Inspection inspect(byte[] file) {
        return new ImageInspector(DecodeLimits.DEFAULT).inspect(ByteBuffer.wrap(file), null);
    }

    public static ImageHeader header(byte[] file) {
        Inspection inspection = inspect(file);
        assertThat(inspection).isInstanceOf(ImageHeader.class);
        return (ImageHeader) inspection;
    }

    /** Inspects and decodes; never anything but an outcome. */
    public static Decoded decode(byte[] file, ImageShape target) {
        Inspection inspection = inspect(file);
        if (inspection instanceof Undecodable undecodable) {
            return undecodable;
        }
        try (ImageDecoder decoder = new ImageDecoder()) {
            return decoder.decode(ByteBuffer.wrap(file), (ImageHeader) inspection, target, Resizing.STRETCH);
        }
    }

    /** The pixels of an image that must decode, upright and at its own size. */
    public static Pixels pixels(byte[] file) {
        ImageHeader header = header(file);
        boolean turned = header.orientation().swapsSides();
        int width = turned ? header.height() : header.width();
        int height = turned ? header.width() : header.height();
        Decoded decoded = decode(file, new ImageShape(width, height, 3));
        assertThat(decoded).isInstanceOf(Pixels.class);
        return (Pixels) decoded;
    }

    public static Undecodable undecodable(Object outcome) {
        assertThat(outcome).isInstanceOf(Undecodable.class);
        return (Undecodable) outcome;
    }

    /** Red, green and blue of one pixel. */
    public static int rgb(Pixels pixels, int x, int y) {
        int at = 3 * (y * pixels.width() + x);
        byte[] values = pixels.values();
        return (values[at] & 0xff) << 16 | (values[at + 1] & 0xff) << 8 | values[at + 2] & 0xff;
    }

    /** Asserts that the pixels are those of the image, whose alpha is passed over, up to {@code tolerance}. */
    public static void assertLike(BufferedImage expected, Pixels actual, int tolerance) {
        assertThat(actual.width()).isEqualTo(expected.getWidth());
        assertThat(actual.height()).isEqualTo(expected.getHeight());
        for (int y = 0; y < expected.getHeight(); y++) {
            for (int x = 0; x < expected.getWidth(); x++) {
                int want = expected.getRGB(x, y);
                int got = rgb(actual, x, y);
                for (int shift = 0; shift < 24; shift += 8) {
                    assertThat(got >> shift & 0xff)
                            .as("at %d,%d", x, y)
                            .isBetween((want >> shift & 0xff) - tolerance, (want >> shift & 0xff) + tolerance);
                }
            }
        }
    }

    /** Red grows to the right, green downwards; a blue square stands at the top left. */
    public static BufferedImage drawing(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, 0xff000000 | 255 * x / width << 16 | 255 * y / height << 8);
            }
        }
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.BLUE);
        pen.fillRect(0, 0, width / 4, height / 4);
        pen.dispose();
        return image;
    }

    /** Writes a file. */
    public static byte[] file(BufferedImage image, ImageWriter writer, ImageWriteParam parameters) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
