package io.inferencestream.core.model;

/** What one value of a model's input tensor is. */
public enum ElementType {
    /** The pixel as it is, 0 to 255; the model normalises by itself. */
    UINT8(1, false),
    /** A whole number from -128 to 127, made from the pixel by the card's {@link Normalization} and rounded. */
    INT8(1, false),
    /** A whole number of 32 bits: the pixel as it is, or made from it by the card's {@link Normalization}. */
    INT32(4, false),
    /** A whole number of 64 bits: the pixel as it is, or made from it by the card's {@link Normalization}. */
    INT64(8, false),
    /** A 16-bit float, made from the pixel by the card's {@link Normalization}. */
    FLOAT16(2, true),
    /** A 32-bit float, made from the pixel by the card's {@link Normalization}. */
    FLOAT32(4, true),
    /** A 64-bit float, made from the pixel by the card's {@link Normalization}. */
    FLOAT64(8, true);

    private final int bytes;
    private final boolean isFloat;

    ElementType(int bytes, boolean isFloat) {
        this.bytes = bytes;
        this.isFloat = isFloat;
    }

    /** Bytes of one value. */
    public int bytes() {
        return bytes;
    }

    /** True for floats of any width, which differ in nothing but rounding. */
    public boolean isFloat() {
        return isFloat;
    }
}
