package io.inferencestream.decode.jpeg;

import io.inferencestream.decode.resize.PlaneResampler;

/**
 * A row of blocks of one plane as samples, or as many rows of blocks as a group is high. Transforms only blocks of which
 * the target needs something.
 *
 * <p>Not thread-safe.
 */
final class JpegStrip {
    private final int height;
    private final int rowsOfBlocks;
    private final PlaneResampler plane;
    private final int[] factors;
    private final JpegTransform transform;
    private final int stride;
    private final byte[] samples;
    private final boolean[] wantedBlocks;

    /** For each row of blocks the rows of samples that the target needs: bit 0 for the top one. */
    private final int[] wantedRows;

    private int firstRow;

    JpegStrip(JpegPlane shape, int rowsOfBlocks, PlaneResampler plane, int[] factors, JpegTransform transform) {
        this.height = shape.height();
        this.rowsOfBlocks = rowsOfBlocks;
        this.plane = plane;
        this.factors = factors;
        this.transform = transform;
        this.stride = shape.paddedBlocksAcross() * 8;
        this.samples = new byte[stride * 8 * rowsOfBlocks];
        this.wantedBlocks = new boolean[shape.paddedBlocksAcross()];
        this.wantedRows = new int[rowsOfBlocks];
        boolean[] wantedColumns = plane.wantedColumns();
        for (int x = 0; x < wantedColumns.length; x++) {
            wantedBlocks[x >> 3] |= wantedColumns[x];
        }
    }

    /** Starts with the strip that is {@code number}th from the top. */
    void begin(int number) {
        firstRow = number * rowsOfBlocks * 8;
        for (int v = 0; v < rowsOfBlocks; v++) {
            int rows = 0;
            for (int y = 0; y < 8; y++) {
                int row = firstRow + 8 * v + y;
                if (row < height && plane.wants(row)) {
                    rows |= 1 << y;
                }
            }
            wantedRows[v] = rows;
        }
    }

    /** Whether the target needs anything of the block at {@code x} in row {@code v} of the strip's blocks. */
    boolean wants(int x, int v) {
        return wantedBlocks[x] && wantedRows[v] != 0;
    }

    /**
     * Transforms a block.
     *
     * @param used positions of the coefficients that may differ from zero, or-ed together
     */
    void put(int x, int v, short[] coefficients, int from, int used) {
        if (!wants(x, v)) {
            return;
        }
        int at = v * 8 * stride + x * 8;
        transform.samples(coefficients, from, used, factors, wantedRows[v], samples, at, stride);
    }

    /** Hands the strip's rows on. */
    void finish() {
        for (int y = 0; y < rowsOfBlocks * 8 && firstRow + y < height; y++) {
            plane.accept(firstRow + y, samples, y * stride, 1);
        }
    }
}
