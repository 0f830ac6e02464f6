package io.inferencestream.formats.webp;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes a file of its own of an animation's first frame: libwebp decodes animations by another door. */
final class StillWebp {
    private static final int EXTENDED_BYTES = 10;
    private static final byte HAS_ALPHA = 0x10;

    private StillWebp() {}

    static byte[] of(Encoded bytes, WebpFile animation) throws UndecodableException {
        int length = animation.end() - animation.start();
        bytes.require(animation.start(), length);
        int padded = length + (length & 1);
        int size = 4 + WebpChunks.HEADER + EXTENDED_BYTES + padded;
        ByteBuffer still = ByteBuffer.allocate(WebpChunks.HEADER + size).order(ByteOrder.LITTLE_ENDIAN);
        still.put(ascii("RIFF")).putInt(size).put(ascii("WEBP"));
        still.put(ascii("VP8X")).putInt(EXTENDED_BYTES).putInt(HAS_ALPHA);
        putSide(still, animation.frame().width());
        putSide(still, animation.frame().height());
        still.put(bytes.array(), bytes.indexOf(animation.start()), length);
        return still.array();
    }

    private static void putSide(ByteBuffer still, int side) {
        still.putShort((short) (side - 1)).put((byte) (side - 1 >> 16));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
