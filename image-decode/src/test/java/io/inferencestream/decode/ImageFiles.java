package io.inferencestream.decode;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Makes image files for tests: with the JDK's writers where they can, by hand where they cannot. */
public final class ImageFiles {
    /** Markers of JPEG segments: of EXIF, of Adobe's programs, of a baseline frame. */
    public static final int APP1 = 0xe1;

    public static final int APP14 = 0xee;
    public static final int SOF0 = 0xc0;

    /** Offset of the chunk that follows a PNG's header. */
    public static final int FIRST_PNG_CHUNK = 33;

    private ImageFiles() {}

    /** An image in which no two quarters are alike, soft enough to survive JPEG: red grows rightwards, green down. */
    public static BufferedImage gradient(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = 255 * x / Math.max(1, width - 1);
                int green = 255 * y / Math.max(1, height - 1);
                image.setRGB(x, y, 0xff000000 | red << 16 | green << 8 | (red + green) / 4);
            }
        }
        return image;
    }

    public static BufferedImage gradient(int width, int height) {
        return gradient(width, height, BufferedImage.TYPE_3BYTE_BGR);
    }

    public static BufferedImage palette(int width, int height, int bits) {
        int size = 1 << bits;
        byte[] red = new byte[size];
        byte[] green = new byte[size];
        byte[] blue = new byte[size];
        for (int i = 0; i < size; i++) {
            red[i] = (byte) (i * 255 / (size - 1));
            green[i] = (byte) (255 - i * 200 / (size - 1));
            blue[i] = (byte) (i * 37);
        }
        IndexColorModel colours = new IndexColorModel(bits, size, red, green, blue);
        int type = bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
        BufferedImage image = new BufferedImage(width, height, type, colours);
        WritableRaster raster = image.getRaster();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                raster.setSample(x, y, 0, (x + 3 * y) % size);
            }
        }
        return image;
    }

    public static byte[] jpeg(BufferedImage image) {
        return jpeg(new IIOImage(image, null, null), false);
    }

    public static byte[] progressiveJpeg(BufferedImage image) {
        return jpeg(new IIOImage(image, null, null), true);
    }

    /** With a restart marker behind every {@code interval} groups of blocks. */
    public static byte[] jpegWithRestarts(BufferedImage image, int interval) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), parameters);
        String format = metadata.getNativeMetadataFormatName();
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
        IIOMetadataNode restarts = new IIOMetadataNode("dri");
        restarts.setAttribute("interval", String.valueOf(interval));
        root.getElementsByTagName("markerSequence").item(0).appendChild(restarts);
        try {
            metadata.setFromTree(format, root);
        } catch (IIOInvalidTreeException e) {
            throw new IllegalStateException(e);
        }
        return written(writer, new IIOImage(image, null, metadata), parameters);
    }

    /** Four planes without any marker that says what they are. */
    public static byte[] jpegOfFourPlanes(Raster raster) {
        return jpeg(new IIOImage(raster, null, null), false);
    }

    private static byte[] jpeg(IIOImage image, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(0.95f);
        parameters.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        return written(writer, image, parameters);
    }

    /** Written by the JDK as PNG, GIF or BMP. */
    public static byte[] encoded(BufferedImage image, String format) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        return written(writer, new IIOImage(image, null, null), writer.getDefaultWriteParam());
    }

    public static byte[] interlaced(BufferedImage image, String format) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        return written(writer, new IIOImage(image, null, null), parameters);
    }

    private static byte[] written(ImageWriter writer, IIOImage image, ImageWriteParam parameters) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, image, parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** EXIF data that tell nothing but the orientation. */
    public static byte[] exif(int orientation, boolean littleEndian) {
        return exif(orientation, 3, littleEndian);
    }

    /** @param type of the entry: 1 for a byte, 3 for a short, 4 for a long, ... */
    public static byte[] exif(int orientation, int type, boolean littleEndian) {
        ByteBuffer exif = ByteBuffer.allocate(26).order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        exif.put((littleEndian ? "II" : "MM").getBytes(StandardCharsets.ISO_8859_1));
        exif.putShort((short) 42).putInt(8).putShort((short) 1);
        exif.putShort((short) 0x0112).putShort((short) type).putInt(1);
        switch (type) {
            case 1, 6 -> exif.put((byte) orientation);
            case 3, 8 -> exif.putShort((short) orientation);
            default -> exif.putInt(orientation);
        }
        return exif.array();
    }

    /** The JPEG with a segment more, right behind its first two bytes. */
    public static byte[] withSegment(byte[] jpeg, int marker, byte[] payload) {
        return ByteBuffer.allocate(jpeg.length + payload.length + 4)
                .put(jpeg, 0, 2)
                .put((byte) 0xff)
                .put((byte) marker)
                .putShort((short) (payload.length + 2))
                .put(payload)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    public static byte[] withExif(byte[] jpeg, int orientation, boolean littleEndian) {
        return withExif(jpeg, exif(orientation, littleEndian));
    }

    public static byte[] withExif(byte[] jpeg, byte[] exif) {
        byte[] payload = ByteBuffer.allocate(6 + exif.length)
                .put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1))
                .put(exif)
                .array();
        return withSegment(jpeg, APP1, payload);
    }

    /** The JPEG with an Adobe segment of that colour transform. */
    public static byte[] withAdobe(byte[] jpeg, int transform) {
        byte[] payload = Arrays.copyOf("Adobe".getBytes(StandardCharsets.ISO_8859_1), 12);
        payload[11] = (byte) transform;
        return withSegment(jpeg, APP14, payload);
    }

    /** Index of the first byte of the segment with that marker: of its 0xff. */
    public static int indexOfSegment(byte[] jpeg, int marker) {
        int at = 2;
        while ((jpeg[at + 1] & 0xff) != marker) {
            at += 2 + ((jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff);
        }
        return at;
    }
}
