package io.inferencestream.djl;

import io.inferencestream.core.model.ElementType;
import io.inferencestream.core.model.Normalization;
import java.nio.ByteBuffer;

/**
 * The bits that stand for each intensity of each channel in a tensor of any type.
 *
 * <p>Immutable.
 */
final class ValueTable {
    private static final int INTENSITIES = 256;

    private final ElementType type;
    private final long[][] bits;

    ValueTable(ElementType type, Normalization normalization, int channels) {
        this.type = type;
        bits = new long[channels][INTENSITIES];
        for (int channel = 0; channel < channels; channel++) {
            for (int intensity = 0; intensity < INTENSITIES; intensity++) {
                bits[channel][intensity] = bits(type, normalization.apply(intensity, channel));
            }
        }
    }

    private static long bits(ElementType type, float value) {
        return switch (type) {
            case UINT8, INT8, INT32, INT64 -> (long) Math.rint(value);
            case FLOAT16 -> Halves.of(value);
            case FLOAT32 -> Float.floatToRawIntBits(value);
            case FLOAT64 -> Double.doubleToRawLongBits(value);
        };
    }

    /** Writes the value for an intensity as the nth of a tensor, in the buffer's byte order. */
    void put(ByteBuffer to, int index, int channel, byte intensity) {
        long value = bits[channel][intensity & 0xFF];
        switch (type.bytes()) {
            case Byte.BYTES -> to.put(index, (byte) value);
            case Short.BYTES -> to.putShort(index * Short.BYTES, (short) value);
            case Integer.BYTES -> to.putInt(index * Integer.BYTES, (int) value);
            default -> to.putLong(index * Long.BYTES, value);
        }
    }
}
