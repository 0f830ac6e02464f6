package io.inferencestream.decode.png;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.UndecodableException;
import java.util.zip.CRC32;

/**
 * What a PNG's first chunk says, checked.
 *
 * @param bitDepth bits of a sample: 1, 2, 4, 8 or 16
 * @param colour PNG's colour type: 0 gray, 2 RGB, 3 palette, 4 gray with alpha, 6 RGB with alpha
 * @param interlaced whether the rows come in the seven passes of Adam7
 */
public record PngHeader(int width, int height, int bitDepth, int colour, boolean interlaced) {
    public static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";
    static final int GRAY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GRAY_ALPHA = 4;
    static final int RGB_ALPHA = 6;

    /** Offset of the first chunk behind the header. */
    static final int FIRST_CHUNK = 33;

    static final int IDAT = 0x49444154;
    static final int IEND = 0x49454e44;
    static final int PLTE = 0x504c5445;

    private static final int IHDR = 0x49484452;
    private static final int CGBI = 0x43674249;

    public static PngHeader read(Encoded bytes) throws UndecodableException {
        int type = bytes.i32(12);
        if (type == CGBI) {
            throw UndecodableException.unsupported("PNG in Apple's own form (CgBI)");
        }
        if (type != IHDR || bytes.i32(8) != 13) {
            throw UndecodableException.corrupt("PNG that does not start with its header");
        }
        bytes.require(0, FIRST_CHUNK);
        if (crc(bytes, 12, 17) != bytes.i32(29)) {
            throw UndecodableException.corrupt("PNG header with a wrong checksum");
        }
        int width = bytes.i32(16);
        int height = bytes.i32(20);
        int bitDepth = bytes.u8(24);
        int colour = bytes.u8(25);
        if (width < 1 || height < 1) {
            throw UndecodableException.corrupt("PNG of impossible size");
        }
        if (!isAllowed(bitDepth, colour)) {
            throw UndecodableException.corrupt("PNG of colour type " + colour + " with bit depth " + bitDepth);
        }
        if (bytes.u8(26) != 0 || bytes.u8(27) != 0 || bytes.u8(28) > 1) {
            throw UndecodableException.corrupt("PNG of unknown compression, filter or interlacing");
        }
        return new PngHeader(width, height, bitDepth, colour, bytes.u8(28) == 1);
    }

    private static boolean isAllowed(int bitDepth, int colour) {
        return switch (colour) {
            case GRAY -> bitDepth == 1 || bitDepth == 2 || bitDepth == 4 || bitDepth == 8 || bitDepth == 16;
            case PALETTE -> bitDepth == 1 || bitDepth == 2 || bitDepth == 4 || bitDepth == 8;
            case RGB, GRAY_ALPHA, RGB_ALPHA -> bitDepth == 8 || bitDepth == 16;
            default -> false;
        };
    }

    /** The image's header, with the orientation that any of its chunks tells. */
    public ImageHeader imageHeader(Encoded bytes) throws UndecodableException {
        return ImageHeader.of(ImageFormat.PNG, width, height, samples(), PngOrientation.find(bytes), heldBytes());
    }

    /** Whether a chunk of that type must be understood: its first letter is a capital. */
    static boolean isCritical(int type) {
        return (type & 0x20000000) == 0;
    }

    /** @throws UndecodableException when the chunk at {@code chunk} is cut short or its checksum is wrong */
    static void requireSound(Encoded bytes, int chunk) throws UndecodableException {
        int length = bytes.i32(chunk);
        bytes.require(chunk + 8, length);
        if (crc(bytes, chunk + 4, length + 4) != bytes.i32(chunk + 8 + length)) {
            throw UndecodableException.corrupt("PNG chunk with a wrong checksum");
        }
    }

    private static int crc(Encoded bytes, int offset, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), bytes.indexOf(offset), length);
        return (int) crc.getValue();
    }

    /** Samples of a stored pixel. */
    int samples() {
        return switch (colour) {
            case RGB -> 3;
            case GRAY_ALPHA -> 2;
            case RGB_ALPHA -> 4;
            default -> 1;
        };
    }

    private int bitsPerPixel() {
        return samples() * bitDepth;
    }

    /** Bytes from a pixel to the one that its filter looks back at, the left neighbour. */
    int filterDistance() {
        return Math.max(1, bitsPerPixel() / 8);
    }

    /** Bytes of a row of {@code pixels}, without its filter byte. */
    int rowBytes(int pixels) {
        return (int) ((long) pixels * bitsPerPixel() + 7 >> 3);
    }

    /** Two rows as they are stored and one as samples; of an interlaced image all samples, row by row. */
    private long heldBytes() {
        long perPixel = colour == GRAY || colour == GRAY_ALPHA ? 1 : 3;
        long rows = 2 * ((long) width * bitsPerPixel() + 7 >> 3) + width * perPixel;
        return interlaced ? rows + (long) width * height * perPixel + height * 24L : rows;
    }
}
