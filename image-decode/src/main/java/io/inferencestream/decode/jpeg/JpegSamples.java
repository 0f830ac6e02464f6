package io.inferencestream.decode.jpeg;

/**
 * The samples of one strip of a plane, and the last row of the strip above.
 *
 * <p>Not thread-safe.
 */
final class JpegSamples implements JpegBlockSink {
    private final JpegPlane shape;
    private final int rows;
    private final int stride;
    private final int[] factors;
    private final JpegTransform transform;
    private final byte[] samples;
    private int firstRow;

    JpegSamples(JpegPlane shape, int rowsOfBlocks, int[] factors, JpegTransform transform) {
        this.shape = shape;
        this.rows = 8 * rowsOfBlocks;
        this.stride = shape.paddedBlocksAcross() * 8;
        this.factors = factors;
        this.transform = transform;
        this.samples = new byte[stride * (1 + rows)];
    }

    JpegPlane shape() {
        return shape;
    }

    byte[] samples() {
        return samples;
    }

    /** Where a row of the plane begins; the last of the strip above and those of this strip are there. */
    int indexOfRow(int row) {
        int held = Math.min(Math.max(row, 0), shape.height() - 1);
        return (held - firstRow + 1) * stride;
    }

    @Override
    public void begin(int number) {
        System.arraycopy(samples, rows * stride, samples, 0, stride);
        firstRow = number * rows;
    }

    @Override
    public boolean wants(int x, int v) {
        return true;
    }

    @Override
    public void put(int x, int v, short[] coefficients, int from, int used) {
        transform.samples(coefficients, from, used, factors, 0xff, samples, (1 + v * 8) * stride + x * 8, stride);
    }

    @Override
    public void finish() {}
}
