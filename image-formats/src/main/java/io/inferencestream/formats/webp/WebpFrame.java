package io.inferencestream.formats.webp;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;

/**
 * One image in a WebP, as its own first bytes say: VP8, with losses, or VP8L, without.
 *
 * @param width at least 1
 * @param height at least 1
 * @param lossless whether it is VP8L
 * @param alpha whether a chunk of its own before it holds its alpha
 */
record WebpFrame(int width, int height, boolean lossless, boolean alpha) {
    private static final String START_CODE = "\u009d\u0001\u002a";
    private static final int SIDE_BITS = 14;
    private static final int SIDE = (1 << SIDE_BITS) - 1;
    private static final int LOSSLESS_SIGNATURE = 0x2f;

    static boolean isAt(WebpChunks chunks) {
        return chunks.is("VP8 ") || chunks.is("VP8L");
    }

    static WebpFrame read(Encoded bytes, WebpChunks chunks, boolean alpha) throws UndecodableException {
        return chunks.is("VP8L") ? lossless(bytes, chunks) : lossy(bytes, chunks, alpha);
    }

    private static WebpFrame lossy(Encoded bytes, WebpChunks chunks, boolean alpha) throws UndecodableException {
        int at = chunks.payload();
        boolean isKeyFrame = (bytes.u8(at) & 1) == 0;
        if (!isKeyFrame || !bytes.hasAt(at + 3, START_CODE)) {
            throw UndecodableException.corrupt("WebP whose image does not start with a key frame");
        }
        return sound(bytes.u16le(at + 6) & SIDE, bytes.u16le(at + 8) & SIDE, false, alpha);
    }

    private static WebpFrame lossless(Encoded bytes, WebpChunks chunks) throws UndecodableException {
        int at = chunks.payload();
        if (bytes.u8(at) != LOSSLESS_SIGNATURE) {
            throw UndecodableException.corrupt("WebP whose lossless image does not start as one");
        }
        int sides = bytes.i32le(at + 1);
        return sound((sides & SIDE) + 1, (sides >> SIDE_BITS & SIDE) + 1, true, false);
    }

    private static WebpFrame sound(int width, int height, boolean lossless, boolean alpha) throws UndecodableException {
        if (width < 1 || height < 1) {
            throw UndecodableException.corrupt("WebP of impossible size");
        }
        return new WebpFrame(width, height, lossless, alpha);
    }
}
