package io.inferencestream.decode.jpeg;

import io.inferencestream.decode.image.UndecodableException;

/**
 * Counts the groups of a scan and passes its restart markers.
 *
 * <p>A marker of another number than the one due is passed where nothing else is amiss: the data before it end there,
 * and the markers on both sides are right. Two in a row are a piece that was lost, doubled or moved.
 */
final class JpegRestarts {
    private final int interval;
    private final JpegBits bits;
    private final JpegBlockReader blocks;
    private int left;
    private int passed;
    private boolean lastWasMisnumbered;

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
            restart();
        }
        left--;
    }

    private void restart() throws UndecodableException {
        bits.requireSpent();
        boolean dataEndHere = bits.surplusBytes() == 0;
        boolean isMisnumbered = bits.restart() != (passed & 7);
        if (isMisnumbered && (lastWasMisnumbered || !dataEndHere)) {
            throw UndecodableException.corrupt("JPEG without the restart marker that is due");
        }
        lastWasMisnumbered = isMisnumbered;
        blocks.restart();
        passed++;
        left = interval;
    }
}
