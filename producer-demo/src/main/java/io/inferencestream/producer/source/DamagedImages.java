package io.inferencestream.producer.source;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** Makes damaged images out of a good one, the same ones every time. */
public final class DamagedImages {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    /** Signature, then length and type of the first chunk. */
    private static final int IHDR_DATA = 16;

    private static final int IHDR_LENGTH = 13;
    private static final int BOMB_SIDE = 60_000;
    private static final String SOURCE = "damaged";

    private DamagedImages() {}

    /**
     * Damages a PNG in every way that a stream should know: cut short, garbled, not an image, nothing at all, a bomb,
     * and a kind that no Java library reads.
     *
     * @param png a good PNG
     * @throws IllegalArgumentException if it does not begin as a PNG
     */
    public static List<DamagedImage> of(byte[] png) {
        if (png.length < IHDR_DATA + IHDR_LENGTH || !Arrays.equals(SIGNATURE, Arrays.copyOf(png, SIGNATURE.length))) {
            throw new IllegalArgumentException("not a PNG, of " + png.length + " bytes");
        }
        return List.of(
                damaged("cut-short.png", truncated(png), "CORRUPT_IMAGE"),
                damaged("garbled.png", garbled(png), "CORRUPT_IMAGE"),
                damaged("bomb.png", bomb(png), "IMAGE_TOO_LARGE"),
                damaged("letter.png", letter(), "UNSUPPORTED_IMAGE"),
                damaged("modern.avif", avif(), "UNSUPPORTED_IMAGE"),
                damaged("empty.png", new byte[0], "CORRUPT_IMAGE"));
    }

    private static DamagedImage damaged(String name, byte[] bytes, String reason) {
        return new DamagedImage(SourceImage.inMemory(SOURCE + "/" + name, SOURCE, null, bytes), reason);
    }

    private static byte[] truncated(byte[] png) {
        int data = imageData(png);
        int length = ByteBuffer.wrap(png).getInt(data - 8);
        return Arrays.copyOf(png, data + length / 2);
    }

    /**
     * Flips the two bits that say how the first deflate block is packed to the one value that deflate forbids (RFC
     * 1951, 3.2.3): no decoder can get past it, whereas bits flipped elsewhere may pass for other pixels.
     */
    private static byte[] garbled(byte[] png) {
        byte[] copy = png.clone();
        copy[imageData(png) + 2] |= 0x06;
        return copy;
    }

    /** A header that promises 3.6 thousand million pixels, with its checksum right. */
    private static byte[] bomb(byte[] png) {
        ByteBuffer copy = ByteBuffer.wrap(png.clone());
        copy.putInt(IHDR_DATA, BOMB_SIDE).putInt(IHDR_DATA + 4, BOMB_SIDE);
        CRC32 crc = new CRC32();
        crc.update(copy.array(), IHDR_DATA - 4, 4 + IHDR_LENGTH);
        copy.putInt(IHDR_DATA + IHDR_LENGTH, (int) crc.getValue());
        return copy.array();
    }

    private static byte[] letter() {
        return "Dear model,\nthis is a letter that somebody named .png.\n".getBytes(StandardCharsets.US_ASCII);
    }

    /** The first box of an AVIF, which names it. */
    private static byte[] avif() {
        byte[] names = "ftypavif\0\0\0\0avifmif1miaf".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(Integer.BYTES + names.length)
                .putInt(Integer.BYTES + names.length)
                .put(names)
                .array();
    }

    /** Where the data of the first IDAT chunk begin. */
    private static int imageData(byte[] png) {
        ByteBuffer chunks = ByteBuffer.wrap(png);
        int at = SIGNATURE.length;
        while (at + 12 <= png.length) {
            int length = chunks.getInt(at);
            if (chunks.getInt(at + 4) == 0x49444154) {
                return at + 8;
            }
            at += 12 + length;
        }
        throw new IllegalArgumentException("a PNG without image data, of " + png.length + " bytes");
    }
}
