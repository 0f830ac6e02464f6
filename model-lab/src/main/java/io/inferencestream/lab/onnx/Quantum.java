package io.inferencestream.lab.onnx;

/**
 * How real numbers are told by uint8: {@code real = scale * (byte - zeroPoint)}.
 *
 * @param scale above 0
 * @param zeroPoint the byte that stands for 0; from 0 to 255
 */
record Quantum(float scale, int zeroPoint) {
    /** Of pixels, so that 255 stands for 1. */
    static final Quantum PIXELS = new Quantum(1f / 255, 0);

    private static final float SMALLEST_SPAN = 1e-6f;

    Quantum {
        if (!(scale > 0) || zeroPoint < 0 || zeroPoint > 255) {
            throw new IllegalArgumentException("no quantum: " + scale + ", zero point " + zeroPoint);
        }
    }

    /** The finest that tells all of a range, and 0 exactly. */
    static Quantum of(Range range) {
        float low = Math.min(0, range.low());
        float high = Math.max(0, range.high());
        float scale = Math.max(SMALLEST_SPAN, high - low) / 255;
        return new Quantum(scale, Math.max(0, Math.min(255, Math.round(-low / scale))));
    }
}
