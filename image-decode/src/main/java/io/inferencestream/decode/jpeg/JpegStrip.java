package io.inferencestream.decode.jpeg;

import io.inferencestream.decode.render.Rendering;
import io.inferencestream.decode.resize.PlaneResampler;

/**
 * A row of blocks of one plane as samples, or as many rows of blocks as a group is high. Transforms only blocks of which
 * the target needs something.
 *
 * <p>Not thread-safe.
 */
final class JpegStrip implements JpegBlockSink {
    private final int rowsOfBlocks;
    private final int points;
    private final PlaneResampler plane;
    private final int[] factors;
    private final JpegTransform transform;
    private final JpegReduction reduction = new JpegReduction();
    private final int stride;
    private final byte[] samples;
    private final boolean[] wantedBlocks;

    /** For each row of blocks the rows of samples that the target needs: bit 0 for the top one. */
    private final int[] wantedRows;

    private int firstRow;

    JpegStrip(
            JpegPlane shape,
            int rowsOfBlocks,
            Rendering rendering,
            int component,
            int[] factors,
            JpegTransform transform) {
        this.points = rendering.pointsOfBlock(component);
        this.rowsOfBlocks = rowsOfBlocks;
        this.plane = rendering.plane(component);
        this.factors = factors;
        this.transform = transform;
        this.stride = shape.paddedBlocksAcross() * points;
        this.samples = new byte[stride * points * rowsOfBlocks];
        this.wantedBlocks = new boolean[shape.paddedBlocksAcross()];
        this.wantedRows = new int[rowsOfBlocks];
        boolean[] wantedColumns = this.plane.wantedColumns();
        for (int x = 0; x < wantedColumns.length; x++) {
            wantedBlocks[x / points] |= wantedColumns[x];
        }
    }

    @Override
    public void begin(int number) {
        firstRow = number * rowsOfBlocks * points;
        for (int v = 0; v < rowsOfBlocks; v++) {
            int rows = 0;
            for (int y = 0; y < points; y++) {
                int row = firstRow + points * v + y;
                if (row < plane.rows() && plane.wants(row)) {
                    rows |= 1 << y;
                }
            }
            wantedRows[v] = rows;
        }
    }

    @Override
    public boolean wants(int x, int v) {
        return wantedBlocks[x] && wantedRows[v] != 0;
    }

    /** Transforms a block, if it is wanted. */
    @Override
    public void put(int x, int v, short[] coefficients, int from, int used) {
        if (!wants(x, v)) {
            return;
        }
        int at = v * points * stride + x * points;
        if (points == 8) {
            transform.samples(coefficients, from, used, factors, wantedRows[v], samples, at, stride);
        } else {
            reduction.samples(coefficients, from, used, factors, points, samples, at, stride);
        }
    }

    /** Hands the strip's rows on. */
    @Override
    public void finish() {
        for (int y = 0; y < rowsOfBlocks * points && firstRow + y < plane.rows(); y++) {
            plane.accept(firstRow + y, samples, y * stride, 1);
        }
    }
}
