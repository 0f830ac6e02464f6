package io.inferencestream.decode.jpeg;

import io.inferencestream.decode.image.UndecodableException;

/** Counts the groups of a scan and passes its restart markers. */
final class JpegRestarts {
    private final int interval;
    private final JpegBits bits;
    private final JpegBlockReader blocks;
    private int left;
    private int passed;

    /** @param interval groups between two markers; 0 for no markers */
    JpegRestarts(int interval, JpegBits bits, JpegBlockReader blocks) {
        this.interval = interval;
        this.bits = bits;
        this.blocks = blocks;
        this.left = interval;
    }

    void beforeGroup() throws UndecodableException {
        if (interval == 0) {
            return;
        }
        if (left == 0) {
            bits.restart(passed & 7);
            blocks.restart();
            passed++;
            left = interval;
        }
        left--;
    }
}
