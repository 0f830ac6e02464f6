package io.inferencestream.decode.bmp;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.Orientation;
import io.inferencestream.decode.image.UndecodableException;

/**
 * What a BMP's headers say, checked.
 *
 * @param topDown whether the first stored row is the top one
 * @param bits bits of a pixel: 1, 2, 4, 8, 16, 24 or 32
 * @param compression one of the constants of this type
 * @param palette offset of the colours; 0 where there are none
 * @param colours number of colours in the palette
 * @param colourBytes bytes of one of them: 3 or 4; blue first
 * @param redMask bits of a pixel that hold red; as the other masks of meaning for 16 and 32 bits only
 * @param pixels offset of the first stored row
 */
public record BmpHeader(
        int width,
        int height,
        boolean topDown,
        int bits,
        int compression,
        int palette,
        int colours,
        int colourBytes,
        int redMask,
        int greenMask,
        int blueMask,
        int pixels) {
    static final int PLAIN = 0;
    static final int RUNS_8 = 1;
    static final int RUNS_4 = 2;

    private static final int BIT_FIELDS = 3;
    private static final int ALPHA_BIT_FIELDS = 6;
    private static final int FILE_HEADER = 14;
    private static final int CORE_HEADER = 12;
    private static final int INFO_HEADER = 40;

    /** Bytes behind the last row's pixels that a file may lack. */
    private static final int LAST_PADDING = 3;

    public static BmpHeader read(Encoded bytes) throws UndecodableException {
        int size = bytes.i32le(FILE_HEADER);
        boolean core = size == CORE_HEADER;
        if (!core && (size < INFO_HEADER || size > 1024)) {
            throw UndecodableException.unsupported("BMP with a header of " + size + " bytes");
        }
        bytes.require(FILE_HEADER, size);
        int at = FILE_HEADER + 4;
        int width = core ? bytes.u16le(at) : bytes.i32le(at);
        int signedHeight = core ? bytes.u16le(at + 2) : bytes.i32le(at + 4);
        int bits = bytes.u16le(core ? at + 6 : at + 10);
        int compression = core ? PLAIN : bytes.i32le(at + 12);
        if (width < 1 || signedHeight == 0 || signedHeight == Integer.MIN_VALUE) {
            throw UndecodableException.corrupt("BMP of impossible size");
        }
        checkKind(bits, compression);
        boolean fields = compression == BIT_FIELDS || compression == ALPHA_BIT_FIELDS;
        int behind = FILE_HEADER + size;
        int masks = FILE_HEADER + INFO_HEADER;
        if (fields && size == INFO_HEADER) {
            behind += compression == ALPHA_BIT_FIELDS ? 16 : 12;
        }
        int colourBytes = core ? 3 : 4;
        int declared = core ? 0 : bytes.i32le(at + 28);
        long stored = compression == RUNS_8 || compression == RUNS_4
                ? Math.max(0, bytes.i32le(at + 16))
                : rowBytes(width, bits) * Math.abs(signedHeight) - LAST_PADDING;
        int pixels = pixels(bytes, behind, colourBytes, colours(bits, declared), declared > 0, stored);
        bytes.require(pixels, 1);
        int colours = Math.min(colours(bits, declared), Math.max(0, pixels - behind) / colourBytes);
        bytes.require(behind, colours * colourBytes);
        return new BmpHeader(
                width,
                Math.abs(signedHeight),
                signedHeight < 0,
                bits,
                fields ? PLAIN : compression,
                behind,
                colours,
                colourBytes,
                fields ? bytes.i32le(masks) : bits == 16 ? 0x7c00 : 0xff0000,
                fields ? bytes.i32le(masks + 4) : bits == 16 ? 0x03e0 : 0x00ff00,
                fields ? bytes.i32le(masks + 8) : bits == 16 ? 0x001f : 0x0000ff,
                pixels);
    }

    /**
     * Where the pixels start: where the header says, but never before its own end. An offset that leaves no room for the
     * palette, or less than for the colours that are counted while the file has room for them, is a wrong one.
     *
     * @param stored least bytes that the pixels take
     */
    private static int pixels(Encoded bytes, int behind, int colourBytes, int colours, boolean areCounted, long stored)
            throws UndecodableException {
        int offset = bytes.i32le(10);
        int behindPalette = behind + colours * colourBytes;
        if (offset < 0 || offset >= behindPalette) {
            return offset;
        }
        boolean hasRoom = behindPalette + stored <= bytes.length();
        return offset <= behind || areCounted && hasRoom ? behindPalette : offset;
    }

    private static int colours(int bits, int declared) {
        return bits > 8 ? 0 : declared > 0 && declared <= 1 << bits ? declared : 1 << bits;
    }

    private static void checkKind(int bits, int compression) throws UndecodableException {
        boolean known = switch (compression) {
            case PLAIN -> bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32;
            case RUNS_8 -> bits == 8;
            case RUNS_4 -> bits == 4;
            case BIT_FIELDS, ALPHA_BIT_FIELDS -> bits == 16 || bits == 24 || bits == 32;
            default -> false;
        };
        if (!known) {
            throw UndecodableException.unsupported("BMP of " + bits + " bits with compression " + compression);
        }
    }

    /** Bytes of a stored row, which is padded to a multiple of four. */
    long rowBytes() {
        return rowBytes(width, bits);
    }

    private static long rowBytes(int width, int bits) {
        return ((long) width * bits + 31) / 32 * 4;
    }

    /** Where the row that is stored as the {@code stored}th, from 0, belongs in the image. */
    int rowOf(int stored) {
        return topDown ? stored : height - 1 - stored;
    }

    public ImageHeader imageHeader() {
        int channels = bits <= 8 ? 1 : 3;
        return ImageHeader.of(ImageFormat.BMP, width, height, channels, Orientation.UPRIGHT, 4L * width);
    }
}
