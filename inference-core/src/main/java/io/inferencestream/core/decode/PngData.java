package io.inferencestream.core.decode;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The pixels of a PNG as one stream of bytes: its IDAT chunks, checked and inflated as far as they are asked for.
 *
 * <p>Not thread-safe. Borrows the inflater.
 */
final class PngData {
    private final Encoded bytes;
    private final Inflater inflater;

    /** Offset of the next chunk. */
    private int chunk;

    /** @param chunk offset of the first IDAT chunk */
    PngData(Encoded bytes, int chunk, Inflater inflater) {
        this.bytes = bytes;
        this.chunk = chunk;
        this.inflater = inflater;
        inflater.reset();
    }

    /** Fills {@code length} bytes of {@code out}; fewer are an error. */
    void read(byte[] out, int at, int length) throws UndecodableException {
        int filled = 0;
        while (filled < length) {
            int count = inflate(out, at + filled, length - filled);
            if (count == 0) {
                throw UndecodableException.corrupt("cut short: PNG data end before the picture does");
            }
            filled += count;
        }
    }

    /** Checks that the stream ends here, and ends well. */
    void finish() throws UndecodableException {
        if (inflate(new byte[1], 0, 1) != 0) {
            throw UndecodableException.corrupt("PNG with more data than its size has room for");
        }
        if (!inflater.finished()) {
            throw UndecodableException.corrupt("cut short: PNG data without their end");
        }
    }

    /** Inflates at least one byte, or none where the data end. */
    private int inflate(byte[] out, int at, int length) throws UndecodableException {
        try {
            while (true) {
                int count = inflater.inflate(out, at, length);
                if (count > 0 || inflater.finished()) {
                    return count;
                }
                if (inflater.needsDictionary()) {
                    throw UndecodableException.corrupt("PNG data that need a dictionary");
                }
                if (!feed()) {
                    return 0;
                }
            }
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
