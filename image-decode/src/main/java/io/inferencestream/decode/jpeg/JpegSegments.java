package io.inferencestream.decode.jpeg;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;

/**
 * Walks a JPEG file from marker to marker. Garbage and fill bytes between segments are passed over, as every reader
 * does.
 *
 * <p>Not thread-safe. After {@link #next()} the accessors speak of the segment found.
 */
final class JpegSegments {
    static final int SOF0 = 0xc0;
    static final int SOF1 = 0xc1;
    static final int SOF2 = 0xc2;
    static final int DHT = 0xc4;
    static final int JPG = 0xc8;
    static final int DAC = 0xcc;
    static final int SOF15 = 0xcf;
    static final int RST0 = 0xd0;
    static final int RST7 = 0xd7;
    static final int SOI = 0xd8;
    static final int EOI = 0xd9;
    static final int SOS = 0xda;
    static final int DQT = 0xdb;
    static final int DRI = 0xdd;
    static final int DHP = 0xde;
    static final int APP0 = 0xe0;
    static final int APP1 = 0xe1;
    static final int APP14 = 0xee;

    private static final int TEM = 0x01;

    /** Enough for the largest metadata; a file of nothing but markers ends here. */
    private static final int MAX_SEGMENTS = 10_000;

    /** Bytes between segments that are passed over in one go; more are not worth the time. */
    private static final int MAX_GARBAGE = 1 << 16;

    private final Encoded bytes;
    private int position = 2;
    private int marker = SOI;
    private int payload = 2;
    private int payloadLength;
    private int count;

    JpegSegments(Encoded bytes) {
        this.bytes = bytes;
    }

    /**
     * Goes to the next segment and stands behind it.
     *
     * @return its marker; {@link #EOI} has no payload
     */
    int next() throws UndecodableException {
        do {
            if (++count > MAX_SEGMENTS) {
                throw UndecodableException.corrupt("more than " + MAX_SEGMENTS + " JPEG segments");
            }
            marker = nextMarker();
        } while (marker == TEM || marker >= RST0 && marker <= RST7);
        payload = position;
        payloadLength = 0;
        if (marker == SOI) {
            throw UndecodableException.corrupt("a second JPEG begins inside the first");
        }
        if (marker != EOI) {
            int length = bytes.u16(position);
            if (length < 2) {
                throw UndecodableException.corrupt("JPEG segment of impossible length " + length);
            }
            bytes.require(position, length);
            payload = position + 2;
            payloadLength = length - 2;
            position += length;
        }
        return marker;
    }

    private int nextMarker() throws UndecodableException {
        int end = position + MAX_GARBAGE;
        while (position < end) {
            if (bytes.u8(position++) == 0xff) {
                int found = bytes.u8(position);
                if (found != 0 && found != 0xff) {
                    position++;
                    return found;
                }
            }
        }
        throw UndecodableException.corrupt("JPEG with more than " + MAX_GARBAGE + " bytes of garbage");
    }

    /** Whether the file ends without another marker. */
    boolean isAtEnd() throws UndecodableException {
        for (int at = position; at < bytes.length() - 1; at++) {
            if (bytes.u8(at) == 0xff && bytes.u8(at + 1) != 0 && bytes.u8(at + 1) != 0xff) {
                return false;
            }
        }
        return true;
    }

    /** Goes on from {@code offset}, where the coded data of a scan ended. */
    void resumeAt(int offset) {
        position = offset;
    }

    int marker() {
        return marker;
    }

    /** Offset of the first byte behind the length. */
    int payload() {
        return payload;
    }

    int payloadLength() {
        return payloadLength;
    }

    /** Offset behind the segment: of a scan's coded data after {@link #SOS}. */
    int end() {
        return position;
    }
}
