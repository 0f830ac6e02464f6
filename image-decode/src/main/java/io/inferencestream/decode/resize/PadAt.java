package io.inferencestream.decode.resize;

/** Where an image lies in a target that it does not fill. */
public enum PadAt {
    /** In the middle; where the padding is odd, its larger half is right and below. */
    CENTER,
    /** At the top left: all padding is right and below. */
    TOP_LEFT
}
