package io.inferencestream.decode.jpeg;

import io.inferencestream.decode.resize.SampledPlane;

/**
 * One component of a JPEG frame: its sampling and how many blocks of 8 by 8 samples it has.
 *
 * @param id its number in the file
 * @param across blocks of it in a group of an interleaved scan, horizontally: 1 to 4
 * @param down the same, vertically
 * @param maxAcross the largest {@code across} of the frame
 * @param maxDown the largest {@code down} of the frame
 * @param quantisation number of its quantisation table: 0 to 3
 * @param frameWidth pixels across of the frame
 * @param frameHeight pixels down of the frame
 */
record JpegPlane(
        int id, int across, int down, int maxAcross, int maxDown, int quantisation, int frameWidth, int frameHeight)
        implements SampledPlane {
    @Override
    public int width() {
        return JpegFrame.ceilDiv(frameWidth * across, maxAcross);
    }

    @Override
    public int height() {
        return JpegFrame.ceilDiv(frameHeight * down, maxDown);
    }

    /** Blocks across in a scan of this plane alone. */
    int blocksAcross() {
        return JpegFrame.ceilDiv(width(), 8);
    }

    int blocksDown() {
        return JpegFrame.ceilDiv(height(), 8);
    }

    /** Blocks across in an interleaved scan, which is padded to whole groups. */
    int paddedBlocksAcross() {
        return JpegFrame.ceilDiv(frameWidth, 8 * maxAcross) * across;
    }

    int paddedBlocksDown() {
        return JpegFrame.ceilDiv(frameHeight, 8 * maxDown) * down;
    }
}
