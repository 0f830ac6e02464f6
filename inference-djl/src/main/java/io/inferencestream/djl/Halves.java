package io.inferencestream.djl;

/** Floats of 16 bits, IEEE 754 binary16. */
final class Halves {
    /** From here on a value rounds to infinity. */
    static final float OVERFLOW = 65_520f;

    private static final int SIGN = 0x8000;
    private static final int INFINITY = 0x7C00;
    private static final int QUIET_NAN = 0x7E00;
    private static final int FRACTION_BITS_LESS = 13;
    private static final int BIAS_LESS = 127 - 15;
    private static final int SMALLEST_NORMAL = 113; // the float's exponent of 2 to the -14
    private static final int ALL_LOST = 102; // below 2 to the -25 nothing is left

    private Halves() {}

    /** The nearest half, the even one of two that are equally near; infinite where none is near. */
    static short of(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & SIGN;
        if (Float.isNaN(value)) {
            return (short) (sign | QUIET_NAN);
        }
        if (Math.abs(value) >= OVERFLOW) {
            return (short) (sign | INFINITY);
        }
        int exponent = bits >>> 23 & 0xFF;
        if (exponent < ALL_LOST) {
            return (short) sign;
        }
        if (exponent < SMALLEST_NORMAL) { // the leading one is written out, and more bits are lost
            int fraction = bits & 0x7F_FFFF | 0x80_0000;
            return (short) (sign | rounded(fraction, FRACTION_BITS_LESS + SMALLEST_NORMAL - exponent));
        }
        return (short) (sign | rounded((bits & 0x7FFF_FFFF) - (BIAS_LESS << 23), FRACTION_BITS_LESS));
    }

    /** The same value as a float of 32 bits. */
    static float toFloat(short half) {
        int exponent = half >>> 10 & 0x1F;
        int fraction = half & 0x3FF;
        float sign = half < 0 ? -1 : 1;
        if (exponent == 0) {
            return sign * fraction * 0x1p-24f;
        }
        int bits = exponent == 0x1F ? 0x7F80_0000 : exponent + BIAS_LESS << 23;
        return sign * Float.intBitsToFloat(bits | fraction << FRACTION_BITS_LESS);
    }

    /** Drops the given number of low bits and rounds to nearest, ties to even; a carry into the exponent is correct. */
    private static int rounded(int bits, int lost) {
        int kept = bits >>> lost;
        int rest = bits & (1 << lost) - 1;
        int half = 1 << lost - 1;
        return rest > half || rest == half && (kept & 1) == 1 ? kept + 1 : kept;
    }
}
