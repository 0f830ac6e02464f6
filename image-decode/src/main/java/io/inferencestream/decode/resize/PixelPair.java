package io.inferencestream.decode.resize;

import java.util.Arrays;

/**
 * Mixes each position from the pixel at its place and the next.
 *
 * @param place how the place of a position is found
 */
record PixelPair(AxisMapping mapping, Place place) implements AxisWeights {
    enum Place {
        /** Between the centres of two pixels. */
        CENTRES,
        /** Within one pixel, near its end between the two: as OpenCV does where INTER_AREA has to enlarge. */
        EDGES,
        /** In one pixel. */
        NEAREST
    }

    @Override
    public int span() {
        return 2;
    }

    @Override
    public int weigh(int position, double[] weights) {
        double at = Math.min(Math.max(place(position), 0), mapping.sourceSize() - 1);
        int left = (int) at;
        Arrays.fill(weights, 0, span(), 0);
        weights[0] = 1 - (at - left);
        weights[1] = at - left;
        return left;
    }

    private double place(int position) {
        double scale = mapping.scale();
        if (place == Place.CENTRES) {
            return mapping.position(position);
        }
        if (place == Place.NEAREST) {
            return Math.floor(mapping.offset() + (position + 0.5) * scale);
        }
        double begins = position + mapping.offset() / scale;
        double pixel = Math.floor(begins * scale + 1e-9);
        double overlap = begins + 1 - (pixel + 1) / scale;
        return overlap <= 0 ? pixel : pixel + overlap - Math.floor(overlap);
    }
}
