package io.inferencestream.decode.jpeg;

import io.inferencestream.decode.image.UndecodableException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bits of a JPEG scan, without the stuffing. At a marker, or at the end of the file, zeros follow, and
 * {@link #requireFed} tells whether any of them was read.
 *
 * <p>The fast paths of the block decoders work on copies of {@link #window} and {@link #count}. Not thread-safe.
 */
final class JpegBits {
    /** After {@link #refill} there are at least so many bits: enough for a code and what follows it, 31 at most. */
    static final int ENOUGH = 32;

    /**
     * Some cameras leave a few bytes of garbage before a marker. More are a file whose codes lost their step, or one of
     * another size than it says.
     */
    private static final int MAX_SURPLUS_BYTES = 4;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long LOWS = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private final byte[] data;
    private final int end;
    private int position;
    private int zeros;

    /** The next bits, from the highest on. */
    long window;

    /** How many bits of the window are valid. */
    int count;

    /**
     * @param from index of the first coded byte
     * @param end index behind the last byte of the file
     */
    JpegBits(byte[] data, int from, int end) {
        this.data = data;
        this.position = from;
        this.end = end;
    }

    /** Index of the first byte not taken into the window: never beyond the marker that ends the coded bytes. */
    int position() {
        return position;
    }

    /** Makes at least {@value #ENOUGH} bits valid. */
    void refill() {
        if (position <= end - 8) {
            long next = (long) LONGS.get(data, position);
            long inverted = ~next;
            if ((inverted - LOWS & ~inverted & HIGHS) == 0) {
                window |= next >>> count;
                position += 63 - count >> 3;
                count |= 56;
                return;
            }
        }
        while (count <= 56) {
            window |= (long) nextByte() << 56 - count;
            count += 8;
        }
    }

    private int nextByte() {
        int at = position;
        if (at < end) {
            int value = data[at++] & 0xff;
            if (value != 0xff) {
                position = at;
                return value;
            }
            while (at < end && data[at] == (byte) 0xff) {
                at++;
            }
            if (at < end && data[at] == 0) {
                position = at + 1;
                return 0xff;
            }
        }
        zeros += 8;
        return 0;
    }

    /** @throws UndecodableException when bits were read that the file does not have */
    void requireFed() throws UndecodableException {
        if (zeros > count) {
            throw UndecodableException.corrupt("cut short: JPEG data end before the image does");
        }
    }

    /**
     * Whole bytes that are left unread before the next marker. None where no marker follows, and none where all are
     * zeros or all ones, which is padding, as is what is left of the last byte read. Nothing can be read afterwards but a
     * restart marker.
     */
    int surplusBytes() {
        int before = zeros;
        int at = position;
        int held = Math.max(0, count - before);
        int surplus = 0;
        int any = 0;
        int all = 0xff;
        for (long bytes = window << held % 8; surplus < held / 8; bytes <<= 8) {
            int value = (int) (bytes >>> 56);
            any |= value;
            all &= value;
            surplus++;
        }
        for (int value = nextByte(); zeros == before; value = nextByte()) {
            any |= value;
            all &= value;
            surplus++;
        }
        boolean isCutShort = position >= end - 1;
        zeros = before;
        position = at;
        return isCutShort || any == 0 || all == 0xff ? 0 : surplus;
    }

    /** @throws UndecodableException when more is left before the next marker than careless encoders leave */
    void requireSpent() throws UndecodableException {
        if (surplusBytes() > MAX_SURPLUS_BYTES) {
            throw UndecodableException.corrupt("JPEG with data behind the last of its blocks");
        }
    }

    /** Reads the symbol of one code. */
    int symbol(JpegHuffman table) throws UndecodableException {
        if (count < ENOUGH) {
            refill();
        }
        int found = table.find(window);
        skip(found >> 8);
        return found & 0xff;
    }

    /** Reads {@code size} bits, at most 16, as a number. */
    int read(int size) {
        if (size == 0) {
            return 0;
        }
        if (count < ENOUGH) {
            refill();
        }
        int value = (int) (window >>> 64 - size);
        skip(size);
        return value;
    }

    /** Reads {@code size} bits as a signed difference. */
    int readSigned(int size) {
        return extend(read(size), size);
    }

    private void skip(int bits) {
        window <<= bits;
        count -= bits;
    }

    /** What a number of {@code size} bits stands for: those that start with 0 are negative. */
    static int extend(int value, int size) {
        return value < 1 << size >> 1 ? value - (1 << size) + 1 : value;
    }

    /**
     * Drops the rest of the window and goes behind the restart marker that follows.
     *
     * @return its number, 0 to 7
     */
    int restart() throws UndecodableException {
        requireFed();
        window = 0;
        count = 0;
        zeros = 0;
        while (position < end - 1) {
            int next = data[position + 1] & 0xff;
            if (data[position] == (byte) 0xff && next != 0 && next != 0xff) {
                if (next < JpegSegments.RST0 || next > JpegSegments.RST7) {
                    break;
                }
                position += 2;
                return next - JpegSegments.RST0;
            }
            position++;
        }
        throw UndecodableException.corrupt("JPEG without the restart marker that is due");
    }
}
