package io.inferencestream.lab.graph;

/** What an inference graph's layers compute with. */
public enum Precision {
    FLOAT32,
    /** Eight bits of exponent, as float32, and seven of fraction: half the size, quicker where the processor knows it. */
    BFLOAT16
}
