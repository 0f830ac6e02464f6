package io.inferencestream.decode.jpeg;

import io.inferencestream.decode.image.UndecodableException;

/** Reads the blocks of one scan, in the scan's order. Keeps what one block leaves for the next. */
interface JpegBlockReader {
    /**
     * Reads a block, or of a progressive scan what it adds to it.
     *
     * @param bits where to read
     * @param component index into the scan's components
     * @param coefficients holds the block, row by row; changed
     * @param at index of the block's first coefficient
     * @return positions in the block of the coefficients that may now differ from zero, or-ed together
     */
    int read(JpegBits bits, int component, short[] coefficients, int at) throws UndecodableException;

    /** Forgets what was left: a restart marker was passed. */
    void restart();
}
