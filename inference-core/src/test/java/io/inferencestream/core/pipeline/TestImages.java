package io.inferencestream.core.pipeline;

import io.inferencestream.testkit.image.Pngs;
import java.nio.ByteBuffer;

/** Image files of one shade. */
final class TestImages {
    /** The media type of {@link #raw} for the fake model's own shape. */
    static final String RAW_TYPE = "image/x-raw;width=2;height=2;channels=1";

    /** Signature and IHDR. */
    private static final int LENGTH_OF_HEADER = 33;

    private TestImages() {}

    /** A PNG of the fake model's own shape. */
    static ByteBuffer png(int shade) {
        return png(shade, 2);
    }

    static ByteBuffer png(int shade, int side) {
        return ByteBuffer.wrap(Pngs.gray(shade, side));
    }

    /** A PNG whose header is whole and whose pixels are cut short. */
    static ByteBuffer corruptPng(int shade) {
        return png(shade).limit(LENGTH_OF_HEADER + 10);
    }

    static ByteBuffer raw(int shade) {
        byte value = (byte) shade;
        return ByteBuffer.wrap(new byte[] {value, value, value, value});
    }
}
