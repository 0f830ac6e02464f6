package io.inferencestream.core.model;

/** What one value of a model's input tensor is. */
public enum ElementType {
    /** The pixel as it is, 0 to 255; the model normalises by itself. */
    UINT8,
    /** A 32-bit float, made from the pixel by the card's {@link Normalization}. */
    FLOAT32
}
