package io.inferencestream.decode.resize;

import java.util.Arrays;

/** Weighs each pixel by how much of it a position covers. For images that are reduced, or kept as they are. */
record AreaWeights(AxisMapping mapping) implements AxisWeights {
    /** What lies so near to an edge is at the edge. */
    private static final double NEAR = 1e-6;

    @Override
    public int span() {
        return (int) Math.min(mapping.sourceSize(), Math.ceil(mapping.scale()) + 1);
    }

    @Override
    public int weigh(int position, double[] weights) {
        double begin = mapping.offset() + position * mapping.scale();
        double end = Math.min(begin + mapping.scale(), mapping.sourceSize());
        int first = Math.min((int) (begin + NEAR), mapping.sourceSize() - 1);
        Arrays.fill(weights, 0, span(), 0);
        double sum = 0;
        for (int i = 0; i < span(); i++) {
            double part = Math.min(first + i + 1, end) - Math.max(first + i, begin);
            weights[i] = part > NEAR ? part : 0;
            sum += weights[i];
        }
        for (int i = 0; i < span(); i++) {
            weights[i] /= sum;
        }
        return first;
    }
}
