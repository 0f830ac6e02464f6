package io.inferencestream.formats.webp;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;

/** Steps through chunks of a RIFF file: a name of four letters, a size, as many bytes, and one more if that is odd. */
final class WebpChunks {
    static final int HEADER = 8;

    /** More than any file has that a program wrote. */
    private static final int MAX_CHUNKS = 10_000;

    private final Encoded bytes;
    private final int end;
    private int at = -1;
    private int next;
    private int seen;

    /**
     * @param start offset of the first chunk
     * @param end offset behind the last
     */
    WebpChunks(Encoded bytes, int start, int end) {
        this.bytes = bytes;
        this.next = start;
        this.end = end;
    }

    /** Goes to the next chunk; false where there is none. */
    boolean next() throws UndecodableException {
        if (next > end - HEADER) {
            return false;
        }
        if (++seen > MAX_CHUNKS) {
            throw UndecodableException.corrupt("WebP of more than " + MAX_CHUNKS + " chunks");
        }
        at = next;
        int size = bytes.i32le(at + 4);
        if (size < 0 || size > end - at - HEADER) {
            throw UndecodableException.corrupt("cut short: WebP with a chunk that ends behind the file");
        }
        next = at + HEADER + size + (size & 1);
        return true;
    }

    boolean is(String name) {
        return bytes.hasAt(at, name);
    }

    int payload() {
        return at + HEADER;
    }

    int length() throws UndecodableException {
        return bytes.i32le(at + 4);
    }
}
