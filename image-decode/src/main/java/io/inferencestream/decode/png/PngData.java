package io.inferencestream.decode.png;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The pixels of a PNG as one stream of bytes: its IDAT chunks, checked and inflated as far as they are asked for.
 *
 * <p>Not thread-safe. Borrows the inflater and the buffer.
 */
final class PngData {
    private final Encoded bytes;
    private final Inflater inflater;

    /** Inflated ahead, for a call of the inflater costs as much as a short row. */
    private final byte[] buffer;

    private int bufferAt;
    private int bufferEnd;

    /** Offset of the next chunk. */
    private int chunk;

    /** @param chunk offset of the first IDAT chunk */
    PngData(Encoded bytes, int chunk, Inflater inflater, byte[] buffer) {
        this.bytes = bytes;
        this.chunk = chunk;
        this.inflater = inflater;
        this.buffer = buffer;
        inflater.reset();
    }

    /** Fills {@code length} bytes of {@code out}; fewer are an error. */
    void read(byte[] out, int length) throws UndecodableException {
        int filled = 0;
        while (filled < length) {
            if (bufferAt == bufferEnd && !inflate()) {
                throw UndecodableException.corrupt("cut short: PNG data end before the image does");
            }
            int count = Math.min(length - filled, bufferEnd - bufferAt);
            System.arraycopy(buffer, bufferAt, out, filled, count);
            bufferAt += count;
            filled += count;
        }
    }

    /**
     * Checks that the stream ends well, and ends here or soon.
     *
     * @param maxSurplus bytes behind the image's last that are passed over
     */
    void finish(int maxSurplus) throws UndecodableException {
        int surplus = bufferEnd - bufferAt;
        while (surplus <= maxSurplus && inflate()) {
            surplus += bufferEnd;
        }
        if (surplus > maxSurplus) {
            throw UndecodableException.corrupt("PNG with more data than its size has room for");
        }
        if (!inflater.finished()) {
            throw UndecodableException.corrupt("cut short: PNG data without their end");
        }
    }

    /** Fills the buffer anew; false where the data end. */
    private boolean inflate() throws UndecodableException {
        try {
            bufferAt = 0;
            bufferEnd = 0;
            while (bufferEnd == 0 && !inflater.finished()) {
                if (inflater.needsDictionary()) {
                    throw UndecodableException.corrupt("PNG data that need a dictionary");
                }
                if (inflater.needsInput() && !feed()) {
                    return false;
                }
                bufferEnd = inflater.inflate(buffer);
            }
            return bufferEnd > 0;
        } catch (DataFormatException e) {
            throw UndecodableException.corrupt("PNG data cannot be inflated: " + e.getMessage());
        }
    }

    private boolean feed() throws UndecodableException {
        while (bytes.length() - chunk >= 12 && bytes.i32(chunk + 4) == PngHeader.IDAT) {
            int length = bytes.i32(chunk);
            PngHeader.requireSound(bytes, chunk);
            inflater.setInput(bytes.array(), bytes.indexOf(chunk + 8), length);
            chunk += 12 + length;
            if (length > 0) {
                return true;
            }
        }
        return false;
    }
}
