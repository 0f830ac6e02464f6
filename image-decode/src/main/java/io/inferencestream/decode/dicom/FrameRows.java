package io.inferencestream.decode.dicom;

import io.inferencestream.decode.image.UndecodableException;

/** The rows of one frame, from the top. */
interface FrameRows {
    /**
     * Reads the next row.
     *
     * @param words takes the samples as they are stored, those of a pixel side by side
     */
    void next(int[] words) throws UndecodableException;
}
