package io.inferencestream.decode.jpeg;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;

/**
 * What a JPEG's start-of-frame segment says, checked.
 *
 * @param progressive whether coefficients come in several scans of rising precision
 * @param components planes of the image, one to four of them, in the file's order
 */
record JpegFrame(boolean progressive, int width, int height, JpegPlane[] components) {
    /**
     * Reads the segment that {@code segments} stands at.
     *
     * @throws UndecodableException when it is damaged, or of a process that this package does not read
     */
    static JpegFrame read(Encoded bytes, JpegSegments segments) throws UndecodableException {
        int marker = segments.marker();
        if (marker > JpegSegments.SOF2) {
            throw UndecodableException.unsupported("JPEG of " + process(marker) + " coding");
        }
        int at = segments.payload();
        if (segments.payloadLength() < 6) {
            throw UndecodableException.corrupt("JPEG frame header is cut short");
        }
        int precision = bytes.u8(at);
        if (precision != 8) {
            throw UndecodableException.unsupported("JPEG with " + precision + " bits a sample");
        }
        int height = bytes.u16(at + 1);
        int width = bytes.u16(at + 3);
        if (width == 0) {
            throw UndecodableException.corrupt("JPEG without width");
        }
        if (height == 0) {
            throw UndecodableException.unsupported("JPEG that tells its height only after its first scan");
        }
        int count = bytes.u8(at + 5);
        if (segments.payloadLength() != 6 + 3 * count) {
            throw UndecodableException.corrupt("JPEG frame header of wrong length");
        }
        if (count != 1 && count != 3 && count != 4) {
            throw UndecodableException.unsupported("JPEG with " + count + " components");
        }
        return new JpegFrame(marker == JpegSegments.SOF2, width, height, planes(bytes, at + 6, count, width, height));
    }

    private static JpegPlane[] planes(Encoded bytes, int at, int count, int width, int height)
            throws UndecodableException {
        int maxAcross = 1;
        int maxDown = 1;
        for (int i = 0; i < count; i++) {
            int sampling = bytes.u8(at + 3 * i + 1);
            int across = sampling >> 4;
            int down = sampling & 15;
            if (across < 1 || across > 4 || down < 1 || down > 4) {
                throw UndecodableException.corrupt("JPEG with impossible sampling factors");
            }
            maxAcross = Math.max(maxAcross, across);
            maxDown = Math.max(maxDown, down);
        }
        JpegPlane[] planes = new JpegPlane[count];
        for (int i = 0; i < count; i++) {
            int sampling = bytes.u8(at + 3 * i + 1);
            int table = bytes.u8(at + 3 * i + 2);
            if (table > 3) {
                throw UndecodableException.corrupt("JPEG with an impossible quantisation table");
            }
            planes[i] = new JpegPlane(
                    bytes.u8(at + 3 * i), sampling >> 4, sampling & 15, maxAcross, maxDown, table, width, height);
        }
        return planes;
    }

    private static String process(int marker) {
        return switch (marker) {
            case 0xc3, 0xc7, 0xcb, 0xcf -> "lossless";
            case 0xc5, 0xc6, 0xcd, 0xce, JpegSegments.DHP -> "hierarchical";
            default -> "arithmetic";
        };
    }

    static boolean isFrame(int marker) {
        return marker >= JpegSegments.SOF0
                        && marker <= JpegSegments.SOF15
                        && marker != JpegSegments.DHT
                        && marker != JpegSegments.JPG
                        && marker != JpegSegments.DAC
                || marker == JpegSegments.DHP;
    }

    /** Blocks of 8 by 8 that a group of one interleaved scan is wide, in units of the finest plane. */
    int maxAcross() {
        return components[0].maxAcross();
    }

    int maxDown() {
        return components[0].maxDown();
    }

    int groupsAcross() {
        return ceilDiv(width, 8 * maxAcross());
    }

    int groupsDown() {
        return ceilDiv(height, 8 * maxDown());
    }

    static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }

    /** Bytes that all coefficients take, two each, and a bit more of each in a progressive file. */
    long coefficientBytes() {
        long blocks = 0;
        for (JpegPlane plane : components) {
            blocks += (long) plane.paddedBlocksAcross() * plane.paddedBlocksDown();
        }
        return blocks * (64 * Short.BYTES + Long.BYTES);
    }

    /** Bytes that the samples of one row of groups take. */
    long stripBytes() {
        long samples = 0;
        for (JpegPlane plane : components) {
            samples += plane.paddedBlocksAcross() * 64L * plane.down();
        }
        return samples;
    }
}
