package io.inferencestream.decode.jpeg;

import io.inferencestream.decode.image.UndecodableException;
import java.util.Arrays;

/**
 * The DC coefficient of the last block of each component, from which the next one's is told. One flipped bit shifts it
 * for all that follow, so that a value which no samples have is the sign of a damaged file.
 */
final class JpegPredictions {
    private final int[] values;
    private final int[] bounds;

    JpegPredictions(JpegScan scan) {
        this.values = new int[scan.components().length];
        this.bounds = scan.maxDc();
    }

    /** @return the next block's coefficient */
    int add(int component, int difference) throws UndecodableException {
        int value = values[component] + difference;
        if (Math.abs(value) > bounds[component]) {
            throw UndecodableException.corrupt("JPEG data with a brightness that no image has");
        }
        values[component] = value;
        return value;
    }

    void reset() {
        Arrays.fill(values, 0);
    }
}
