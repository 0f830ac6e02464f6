package io.inferencestream.core.decode;

/**
 * How a plane with fewer samples than the picture fills it: the triangle for half as many, as the common JPEG library
 * does by default ("fancy upsampling"), and repetition for all else.
 *
 * @param samples samples of the plane ...
 * @param pixels ... for so many pixels of the picture
 */
record Upsampling(int samples, int pixels) {
    static final Upsampling NONE = new Upsampling(1, 1);

    private boolean isTriangle() {
        return pixels == 2 * samples;
    }

    /** Samples that two neighbouring pixels are mixed from, at most. */
    int taps() {
        return isTriangle() ? 3 : 2;
    }

    /** The first sample that pixel {@code at} and the next are mixed from; may lie outside the plane, by one. */
    int firstSample(int at) {
        if (isTriangle()) {
            return (at & 1) == 0 ? at / 2 - 1 : at / 2;
        }
        return (int) ((long) at * samples / pixels);
    }

    /** Adds to {@code mix}, which starts at sample {@code first}, what pixel {@code at} gives with the given weight. */
    void addParts(int at, double weight, int first, double[] mix) {
        if (isTriangle()) {
            int near = at / 2 - first;
            mix[near] += 0.75 * weight;
            mix[(at & 1) == 0 ? near - 1 : near + 1] += 0.25 * weight;
        } else {
            mix[firstSample(at) - first] += weight;
        }
    }
}
