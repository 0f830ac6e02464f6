package io.inferencestream.formats.webp;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.file.ExifOrientation;
import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.Orientation;
import io.inferencestream.decode.image.UndecodableException;
import org.jspecify.annotations.Nullable;

/**
 * Where in a WebP is what.
 *
 * @param width of the canvas
 * @param height of the canvas
 * @param frame the image, or an animation's first frame
 * @param left column of the canvas where the frame begins
 * @param top row of the canvas where the frame begins
 * @param start offset of the first chunk that the frame is decoded from, which holds its alpha
 * @param end offset behind the frame's last chunk
 * @param animated whether the frame stands in an animation
 */
record WebpFile(
        int width,
        int height,
        WebpFrame frame,
        int left,
        int top,
        int start,
        int end,
        boolean animated,
        Orientation orientation) {
    private static final int FIRST_CHUNK = 12;
    private static final int EXTENDED_BYTES = 10;
    private static final int ANIMATION_BYTES = 16;
    private static final String EXIF_PREFIX = "Exif\0\0";

    /** Tables and states of the decoder. */
    private static final long LIBRARY_BYTES = 512 << 10;

    static boolean isRecognised(Encoded bytes) {
        return bytes.hasAt(0, "RIFF") && bytes.hasAt(8, "WEBP");
    }

    static WebpFile read(Encoded bytes) throws UndecodableException {
        int end = end(bytes);
        WebpChunks chunks = new WebpChunks(bytes, FIRST_CHUNK, end);
        if (!chunks.next()) {
            throw withoutImage();
        }
        if (WebpFrame.isAt(chunks)) {
            return still(WebpFrame.read(bytes, chunks, false), null, FIRST_CHUNK, end, Orientation.UPRIGHT);
        }
        if (!chunks.is("VP8X") || chunks.length() < EXTENDED_BYTES) {
            throw UndecodableException.corrupt("WebP that starts with neither an image nor its extended header");
        }
        return extended(bytes, chunks, end);
    }

    /** Where the file ends by its own word. A last byte, of padding, is often left out. */
    private static int end(Encoded bytes) throws UndecodableException {
        int size = bytes.i32le(4);
        int there = bytes.length() - WebpChunks.HEADER;
        if (size < 0 || size > there + 1) {
            throw UndecodableException.corrupt("cut short: WebP of " + size + " bytes has only " + there);
        }
        return WebpChunks.HEADER + Math.min(size, there);
    }

    private static WebpFile extended(Encoded bytes, WebpChunks chunks, int end) throws UndecodableException {
        int[] canvas = {u24(bytes, chunks.payload() + 4) + 1, u24(bytes, chunks.payload() + 7) + 1};
        WebpFile found = null;
        Orientation orientation = Orientation.UPRIGHT;
        boolean alpha = false;
        while (chunks.next()) {
            if (found == null && WebpFrame.isAt(chunks)) {
                found = still(WebpFrame.read(bytes, chunks, alpha), canvas, FIRST_CHUNK, end, orientation);
            } else if (found == null && chunks.is("ANMF")) {
                found = animated(bytes, chunks, canvas);
            } else if (chunks.is("ALPH")) {
                alpha = true;
            } else if (chunks.is("EXIF")) {
                orientation = orientation(bytes, chunks);
            }
        }
        if (found == null) {
            throw withoutImage();
        }
        return found.turned(orientation);
    }

    private static WebpFile still(WebpFrame frame, int @Nullable [] canvas, int start, int end, Orientation orientation)
            throws UndecodableException {
        if (canvas != null && (canvas[0] != frame.width() || canvas[1] != frame.height())) {
            throw UndecodableException.corrupt("WebP whose image is not of the size that its header says");
        }
        return new WebpFile(frame.width(), frame.height(), frame, 0, 0, start, end, false, orientation);
    }

    private static WebpFile animated(Encoded bytes, WebpChunks animation, int[] canvas) throws UndecodableException {
        int at = animation.payload();
        int left = 2 * u24(bytes, at);
        int top = 2 * u24(bytes, at + 3);
        int start = at + ANIMATION_BYTES;
        int end = at + animation.length();
        WebpChunks chunks = new WebpChunks(bytes, start, end);
        boolean alpha = false;
        while (chunks.next()) {
            alpha |= chunks.is("ALPH");
            if (WebpFrame.isAt(chunks)) {
                WebpFrame frame = WebpFrame.read(bytes, chunks, alpha);
                if (frame.width() > canvas[0] - left || frame.height() > canvas[1] - top) {
                    throw UndecodableException.corrupt("animated WebP whose first frame juts out of its canvas");
                }
                int behind = chunks.payload() + chunks.length();
                return new WebpFile(canvas[0], canvas[1], frame, left, top, start, behind, true, Orientation.UPRIGHT);
            }
        }
        throw withoutImage();
    }

    private static Orientation orientation(Encoded bytes, WebpChunks exif) throws UndecodableException {
        int prefix = bytes.hasAt(exif.payload(), EXIF_PREFIX) ? EXIF_PREFIX.length() : 0;
        return ExifOrientation.find(bytes, exif.payload() + prefix, exif.length() - prefix);
    }

    private WebpFile turned(Orientation upright) {
        return new WebpFile(width, height, frame, left, top, start, end, animated, upright);
    }

    private static int u24(Encoded bytes, int offset) throws UndecodableException {
        return bytes.u16le(offset) | bytes.u8(offset + 2) << 16;
    }

    private static UndecodableException withoutImage() {
        return UndecodableException.corrupt("WebP without an image");
    }

    ImageHeader header() {
        return ImageHeader.of(ImageFormat.WEBP, width, height, 3, orientation, heldBytes());
    }

    /**
     * libwebp's result is a whole frame of four bytes a pixel. Decoding without losses holds as much again, decoding of
     * an alpha two bytes a pixel, and all else a few rows of blocks. The file is copied once or, of an animation, twice.
     */
    private long heldBytes() {
        long pixels = (long) frame.width() * frame.height();
        long result = Integer.BYTES * pixels;
        long inside = frame.lossless() ? Integer.BYTES * pixels : frame.alpha() ? 2 * pixels : 0;
        long rows = 128L * frame.width() + 3L * width;
        return result + inside + rows + 2L * (end - start) + LIBRARY_BYTES;
    }
}
