package io.inferencestream.decode.jpeg;

import io.inferencestream.decode.render.ColourModel;
import io.inferencestream.decode.render.PixelColours;
import io.inferencestream.decode.render.Rendering;

/**
 * Makes rows of pixels of strips of samples, exactly as the common JPEG library: planes of half the resolution are smoothed as
 * they grow, then colours are mixed. Is one row behind the strips, for a row's neighbour below.
 *
 * <p>Not thread-safe.
 */
final class JpegPixelRows {
    private final JpegSamples[] planes;
    private final ColourModel colour;
    private final Rendering rendering;
    private final int width;
    private final int height;
    private final int rowsOfStrip;
    private final byte[][] rows;
    private final int[] columns;
    private final byte[] mixed;

    /** @param rowsOfStrip rows of pixels that a strip of every plane stands for */
    JpegPixelRows(JpegFrame frame, JpegSamples[] planes, int rowsOfStrip, Rendering rendering) {
        this.planes = planes;
        this.colour = rendering.colour();
        this.rendering = rendering;
        this.width = frame.width();
        this.height = frame.height();
        this.rowsOfStrip = rowsOfStrip;
        this.rows = new byte[planes.length][width + 1];
        this.columns = new int[width / 2 + 1];
        this.mixed = new byte[planes.length == 1 ? 0 : 3 * width];
    }

    /** Hands on the rows that are complete once strip {@code number} is. */
    void finish(int number) {
        int end = (number + 1) * rowsOfStrip >= height ? height : (number + 1) * rowsOfStrip - 1;
        for (int y = Math.max(0, number * rowsOfStrip - 1); y < end; y++) {
            if (rendering.wants(y)) {
                finishRow(y);
            }
        }
    }

    private void finishRow(int y) {
        for (int i = 0; i < planes.length; i++) {
            grow(planes[i], y, rows[i]);
        }
        if (planes.length == 1) {
            rendering.acceptMixed(y, rows[0]);
        } else {
            PixelColours.mix(colour, rows, width, mixed);
            rendering.acceptMixed(y, mixed);
        }
    }

    private void grow(JpegSamples plane, int y, byte[] out) {
        JpegPlane shape = plane.shape();
        int across = shape.maxAcross() / shape.across();
        int down = shape.maxDown() / shape.down();
        byte[] samples = plane.samples();
        int near = (int) ((long) y * shape.down() / shape.maxDown());
        int at = plane.indexOfRow(near);
        boolean isWide = shape.width() > 2;
        if (across == 1 && shape.across() == shape.maxAcross() && shape.down() == shape.maxDown()) {
            System.arraycopy(samples, at, out, 0, width);
        } else if (across == 2 && down == 2 && isWide && halves(shape.maxAcross(), shape.across())) {
            growBoth(samples, at, plane.indexOfRow((y & 1) == 0 ? near - 1 : near + 1), shape.width(), out);
        } else if (across == 2 && down == 1 && isWide) {
            growAcross(samples, at, shape.width(), out);
        } else if (across == 1 && down == 2) {
            int other = plane.indexOfRow((y & 1) == 0 ? near - 1 : near + 1);
            int half = (y & 1) == 0 ? 1 : 2;
            for (int x = 0; x < width; x++) {
                out[x] = (byte) ((samples[at + x] & 0xff) * 3 + (samples[other + x] & 0xff) + half >> 2);
            }
        } else {
            for (int x = 0; x < width; x++) {
                out[x] = samples[at + (int) ((long) x * shape.across() / shape.maxAcross())];
            }
        }
    }

    private static boolean halves(int whole, int half) {
        return whole == 2 * half;
    }

    private static void growAcross(byte[] in, int at, int size, byte[] out) {
        int last = at + size - 1;
        for (int i = at, to = 0; i <= last; i++, to += 2) {
            int near = in[i] & 0xff;
            int before = i == at ? near : in[i - 1] & 0xff;
            int behind = i == last ? near : in[i + 1] & 0xff;
            put(out, to, near * 3 + before + 1 >> 2, near * 3 + behind + 2 >> 2);
        }
    }

    private void growBoth(byte[] in, int near, int other, int size, byte[] out) {
        for (int i = 0; i < size; i++) {
            columns[i] = (in[near + i] & 0xff) * 3 + (in[other + i] & 0xff);
        }
        for (int i = 0, to = 0; i < size; i++, to += 2) {
            int sum = columns[i];
            int before = i == 0 ? sum : columns[i - 1];
            int behind = i == size - 1 ? sum : columns[i + 1];
            put(out, to, sum * 3 + before + 8 >> 4, sum * 3 + behind + 7 >> 4);
        }
    }

    private static void put(byte[] out, int to, int first, int second) {
        out[to] = (byte) first;
        if (to + 1 < out.length) {
            out[to + 1] = (byte) second;
        }
    }
}
