package io.inferencestream.decode.jpeg;

import io.inferencestream.decode.render.Rendering;
import org.jspecify.annotations.Nullable;

/**
 * The strips of all planes that a target needs, each as high as a row of groups: handed on plane by plane, or as rows of pixels
 * whose colours are mixed.
 *
 * <p>Not thread-safe.
 */
final class JpegStrips {
    private final @Nullable JpegBlockSink[] strips;
    private final @Nullable JpegPixelRows rows;

    /**
     * @param alone whether the frame's only plane comes block by block, in strips as high as one
     * @param factors of each plane that is needed
     */
    JpegStrips(JpegFrame frame, boolean alone, Rendering rendering, int[][] factors, JpegTransform transform) {
        JpegPlane[] planes = frame.components();
        this.strips = new @Nullable JpegBlockSink[planes.length];
        JpegSamples[] samples = new JpegSamples[rendering.isOfPixels() ? factors.length : 0];
        for (int i = 0; i < factors.length; i++) {
            int high = alone ? 1 : planes[i].down();
            if (rendering.isOfPixels()) {
                samples[i] = new JpegSamples(planes[i], high, factors[i], transform);
                strips[i] = samples[i];
            } else {
                strips[i] = new JpegStrip(planes[i], high, rendering, i, factors[i], transform);
            }
        }
        int rowsOfStrip = alone ? 8 : 8 * frame.maxDown();
        this.rows = rendering.isOfPixels() ? new JpegPixelRows(frame, samples, rowsOfStrip, rendering) : null;
    }

    @Nullable
    JpegBlockSink of(int component) {
        return strips[component];
    }

    void put(int component, int x, int v, short[] coefficients, int from, int used) {
        JpegBlockSink strip = strips[component];
        if (strip != null) {
            strip.put(x, v, coefficients, from, used);
        }
    }

    void begin(int number) {
        for (JpegBlockSink strip : strips) {
            if (strip != null) {
                strip.begin(number);
            }
        }
    }

    void finish(int number) {
        for (JpegBlockSink strip : strips) {
            if (strip != null) {
                strip.finish();
            }
        }
        if (rows != null) {
            rows.finish(number);
        }
    }
}
