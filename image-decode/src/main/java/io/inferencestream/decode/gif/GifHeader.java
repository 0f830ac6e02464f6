package io.inferencestream.decode.gif;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.Orientation;
import io.inferencestream.decode.image.UndecodableException;

/**
 * Where a GIF's first frame lies on its canvas, and where its data lie in the file.
 *
 * @param width pixels across of the canvas, made wide enough for the frame
 * @param height pixels down of the canvas, made high enough for the frame
 * @param palette offset of the colours, three bytes each; 0 where the file has none
 * @param colours number of colours in the palette
 * @param transparent index of the colour that stands for none, or -1
 * @param data offset of the byte that says the size of the first codes
 */
public record GifHeader(
        int width,
        int height,
        int left,
        int top,
        int frameWidth,
        int frameHeight,
        boolean interlaced,
        int palette,
        int colours,
        int transparent,
        int data) {
    /** Some encoders write one more end of a chain of blocks than there are chains. */
    private static final int STRAY_ZERO = 0;

    private static final int IMAGE = 0x2c;
    private static final int EXTENSION = 0x21;
    private static final int TRAILER = 0x3b;
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int HAS_PALETTE = 0x80;
    private static final int INTERLACED = 0x40;
    private static final int MAX_BLOCKS_BEFORE_FRAME = 100_000;

    public static GifHeader read(Encoded bytes) throws UndecodableException {
        bytes.require(0, 13);
        int flags = bytes.u8(10);
        int at = 13;
        int palette = 0;
        int colours = 0;
        if ((flags & HAS_PALETTE) != 0) {
            palette = at;
            colours = 2 << (flags & 7);
            at += 3 * colours;
        }
        int transparent = -1;
        for (int blocks = 0; blocks < MAX_BLOCKS_BEFORE_FRAME; ) {
            int kind = bytes.u8(at);
            if (kind == IMAGE) {
                return frame(bytes, at + 1, palette, colours, transparent);
            }
            if (kind == STRAY_ZERO) {
                at++;
                blocks++;
                continue;
            }
            if (kind == TRAILER) {
                throw UndecodableException.corrupt("GIF without a frame");
            }
            if (kind != EXTENSION) {
                throw UndecodableException.corrupt("GIF with an unknown block");
            }
            int label = bytes.u8(at + 1);
            at += 2;
            if (label == GRAPHIC_CONTROL && bytes.u8(at) >= 4) {
                transparent = (bytes.u8(at + 1) & 1) != 0 ? bytes.u8(at + 4) : -1;
            }
            int size = bytes.u8(at);
            while (size != 0) {
                at += size + 1;
                size = bytes.u8(at);
                blocks++;
            }
            at++;
            blocks++;
        }
        throw UndecodableException.corrupt("GIF with too many blocks before its first frame");
    }

    private static GifHeader frame(Encoded bytes, int at, int palette, int colours, int transparent)
            throws UndecodableException {
        bytes.require(at, 9);
        int left = bytes.u16le(at);
        int top = bytes.u16le(at + 2);
        int frameWidth = bytes.u16le(at + 4);
        int frameHeight = bytes.u16le(at + 6);
        int flags = bytes.u8(at + 8);
        if (frameWidth == 0 || frameHeight == 0) {
            throw UndecodableException.corrupt("GIF whose first frame is empty");
        }
        int data = at + 9;
        if ((flags & HAS_PALETTE) != 0) {
            palette = data;
            colours = 2 << (flags & 7);
            data += 3 * colours;
        }
        bytes.require(palette, 3 * colours);
        bytes.require(data, 1);
        return new GifHeader(
                Math.max(bytes.u16le(6), left + frameWidth),
                Math.max(bytes.u16le(8), top + frameHeight),
                left,
                top,
                frameWidth,
                frameHeight,
                (flags & INTERLACED) != 0,
                palette,
                colours,
                transparent,
                data);
    }

    /** Whether a byte begins a frame, an extension, or the end of the file. */
    static boolean beginsABlock(int kind) {
        return kind == IMAGE || kind == EXTENSION || kind == TRAILER;
    }

    public ImageHeader imageHeader() {
        return ImageHeader.of(ImageFormat.GIF, width, height, 1, Orientation.UPRIGHT, 4L * width);
    }
}
