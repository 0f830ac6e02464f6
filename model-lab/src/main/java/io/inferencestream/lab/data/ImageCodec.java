package io.inferencestream.lab.data;

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
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Images as files: decoded by the stream's own decoder, encoded as PNG. Thread-safe. */
public final class ImageCodec implements AutoCloseable {
    private final ImageInspector inspector = new ImageInspector(DecodeLimits.DEFAULT);
    private final ImageDecoder decoder = new ImageDecoder();

    /**
     * What the file's header says: upright width and height, and gray or RGB.
     *
     * @throws DataException if it is no image
     */
    public ImageShape shape(Path file) {
        ImageHeader header = header(file, read(file));
        boolean turned = header.orientation().swapsSides();
        return new ImageShape(
                turned ? header.height() : header.width(),
                turned ? header.width() : header.height(),
                header.channels() <= 2 ? 1 : 3);
    }

    /**
     * A file's pixels as the stream would see them.
     *
     * @throws DataException if it is no image, or damaged
     */
    public byte[] decode(Path file, ImageShape shape, Resizing resizing) {
        return decode(file, read(file), shape, resizing);
    }

    /**
     * The pixels of encoded bytes as the stream would see them.
     *
     * @param file named in errors
     * @throws DataException if it is no image, or damaged
     */
    public byte[] decode(Path file, byte[] encoded, ImageShape shape, Resizing resizing) {
        Decoded decoded = decoder.decode(ByteBuffer.wrap(encoded), header(file, encoded), shape, resizing);
        if (decoded instanceof Pixels pixels) {
            return pixels.values();
        }
        throw refused(file, (Undecodable) decoded);
    }

    /** One of the images as Java draws it. */
    public static BufferedImage image(LabelledImages images, int index) {
        ImageShape shape = images.shape();
        byte[] pixels = new byte[shape.bytes()];
        images.copyPixels(index, pixels, 0);
        if (shape.channels() == 1) {
            BufferedImage gray = new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_BYTE_GRAY);
            gray.getRaster().setDataElements(0, 0, shape.width(), shape.height(), pixels);
            return gray;
        }
        BufferedImage colour = new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < shape.width() * shape.height(); i++) {
            int rgb = (pixels[3 * i] & 0xff) << 16 | (pixels[3 * i + 1] & 0xff) << 8 | pixels[3 * i + 2] & 0xff;
            colour.setRGB(i % shape.width(), i / shape.width(), rgb);
        }
        return colour;
    }

    /** One of the images as a PNG file's bytes, without loss. */
    public static byte[] png(LabelledImages images, int index) {
        return png(image(images, index));
    }

    /** An image as a PNG file's bytes. */
    public static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", bytes)) {
                throw new IllegalStateException("this Java has no PNG writer");
            }
        } catch (IOException e) {
            throw new AssertionError("memory cannot fail to be written to", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        decoder.close();
    }

    private ImageHeader header(Path file, byte[] encoded) {
        Inspection inspection = inspector.inspect(ByteBuffer.wrap(encoded), null);
        if (inspection instanceof ImageHeader header) {
            return header;
        }
        throw refused(file, (Undecodable) inspection);
    }

    private static DataException refused(Path file, Undecodable why) {
        String fault = switch (why.fault()) {
            case UNSUPPORTED -> "unsupported image";
            case CORRUPT -> "corrupt image";
            case TOO_LARGE -> "image too large";
        };
        return new DataException(file, fault + ": " + why.detail());
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new DataException(file, "cannot be read: " + e, e);
        }
    }
}
