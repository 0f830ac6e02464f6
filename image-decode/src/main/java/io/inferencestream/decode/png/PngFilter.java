package io.inferencestream.decode.png;

import io.inferencestream.decode.image.UndecodableException;

/** Takes back the filter that a PNG row was stored with: each byte is a difference from its neighbours. */
final class PngFilter {
    private PngFilter() {}

    /**
     * Restores a row in place.
     *
     * @param row the filter's number, then the stored bytes
     * @param above the row above, restored, laid out the same; zeros for the first
     * @param length bytes of the row without the filter's number
     * @param pixel bytes from a pixel to the next, at least 1
     */
    static void restore(byte[] row, byte[] above, int length, int pixel) throws UndecodableException {
        switch (row[0]) {
            case 0 -> {}
            case 1 -> restoreLeft(row, length, pixel);
            case 2 -> restoreAbove(row, above, length);
            case 3 -> restoreAverage(row, above, length, pixel);
            case 4 -> restorePaeth(row, above, length, pixel);
            default -> throw UndecodableException.corrupt("PNG row with an unknown filter");
        }
    }

    private static void restoreLeft(byte[] row, int length, int pixel) {
        for (int i = 1 + pixel; i <= length; i++) {
            row[i] += row[i - pixel];
        }
    }

    private static void restoreAbove(byte[] row, byte[] above, int length) {
        for (int i = 1; i <= length; i++) {
            row[i] += above[i];
        }
    }

    private static void restoreAverage(byte[] row, byte[] above, int length, int pixel) {
        int first = Math.min(pixel, length);
        for (int i = 1; i <= first; i++) {
            row[i] += (byte) ((above[i] & 0xff) >> 1);
        }
        for (int i = first + 1; i <= length; i++) {
            row[i] += (byte) ((row[i - pixel] & 0xff) + (above[i] & 0xff) >> 1);
        }
    }

    private static void restorePaeth(byte[] row, byte[] above, int length, int pixel) {
        int first = Math.min(pixel, length);
        for (int i = 1; i <= first; i++) {
            row[i] += above[i];
        }
        for (int i = first + 1; i <= length; i++) {
            int a = row[i - pixel] & 0xff;
            int b = above[i] & 0xff;
            int c = above[i - pixel] & 0xff;
            int toA = Math.abs(b - c);
            int toB = Math.abs(a - c);
            int toC = Math.abs(a + b - 2 * c);
            row[i] += (byte) (toA <= toB && toA <= toC ? a : toB <= toC ? b : c);
        }
    }
}
