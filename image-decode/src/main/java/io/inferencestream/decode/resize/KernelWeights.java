package io.inferencestream.decode.resize;

import java.util.Arrays;

/**
 * Weighs pixels by a curve around the place that a position looks at.
 *
 * @param stretch what distances are divided by: 1, or the reduction, so that every pixel has its part
 * @param repeatsBorder whether pixels beyond the border are those at the border; else they do not count
 */
record KernelWeights(AxisMapping mapping, Kernel kernel, double stretch, boolean repeatsBorder) implements AxisWeights {
    @Override
    public int span() {
        return (int) Math.min(mapping.sourceSize(), Math.ceil(2 * kernel.reach() * stretch) + 1);
    }

    @Override
    public int weigh(int position, double[] weights) {
        double centre = mapping.offset() + (position + 0.5) * mapping.scale();
        double reach = kernel.reach() * stretch;
        int last = mapping.sourceSize() - 1;
        int from = (int) Math.floor(centre - reach + 0.5);
        int to = (int) Math.floor(centre + reach + 0.5);
        if (!repeatsBorder) {
            from = Math.max(from, 0);
            to = Math.min(to, last + 1);
        }
        int first = Math.min(Math.max(from, 0), last);
        Arrays.fill(weights, 0, span(), 0);
        double sum = 0;
        for (int pixel = from; pixel < to; pixel++) {
            double weight = kernel.at((pixel - centre + 0.5) * (1 / stretch));
            weights[Math.min(Math.max(pixel, 0), last) - first] += weight;
            sum += weight;
        }
        for (int i = 0; i < span(); i++) {
            weights[i] *= 1 / sum;
        }
        return first;
    }
}
