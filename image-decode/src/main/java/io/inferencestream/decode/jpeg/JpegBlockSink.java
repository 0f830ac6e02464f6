package io.inferencestream.decode.jpeg;

/** Takes the blocks of one plane, strip by strip from the top, each strip from the left. */
interface JpegBlockSink {
    /** Starts with the strip that is {@code number}th from the top. */
    void begin(int number);

    /** Whether the target needs anything of the block at {@code x} in row {@code v} of the strip's blocks. */
    boolean wants(int x, int v);

    /**
     * Takes a block.
     *
     * @param coefficients hold it, row by row, from {@code from} on
     * @param used positions of the coefficients that may differ from zero, or-ed together
     */
    void put(int x, int v, short[] coefficients, int from, int used);

    /** Ends the strip. */
    void finish();
}
