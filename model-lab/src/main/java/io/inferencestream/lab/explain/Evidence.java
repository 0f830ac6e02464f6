package io.inferencestream.lab.explain;

/**
 * A grid over an image: how much each cell speaks for a class. Immutable; owns its array.
 */
public final class Evidence {
    private final int width;
    private final int height;
    private final float[] values;
    private final String method;

    /**
     * Takes ownership of {@code values}.
     *
     * @param values row by row, of any scale; negative speaks against the class
     * @param method how it was found, in words
     */
    public Evidence(int width, int height, float[] values, String method) {
        if (width < 1 || height < 1 || values.length != width * height) {
            throw new IllegalArgumentException(
                    "a grid of " + width + "x" + height + " does not have this many cells: " + values.length);
        }
        this.width = width;
        this.height = height;
        this.values = values;
        this.method = method;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** How it was found, in words. */
    public String method() {
        return method;
    }

    /** A cell's value as it was found. */
    public float value(int x, int y) {
        return values[y * width + x];
    }

    /** A point's share of the strongest cell, between cells bilinear; 0 where nothing speaks for the class. */
    public double strength(double x, double y) {
        float strongest = 0;
        for (float value : values) {
            strongest = Math.max(strongest, value);
        }
        return strongest == 0 ? 0 : Math.max(0, between(x, y)) / strongest;
    }

    /** @param x from 0 at the left edge to 1 at the right one */
    private double between(double x, double y) {
        double column = Math.max(0, Math.min(width - 1, x * width - 0.5));
        double row = Math.max(0, Math.min(height - 1, y * height - 0.5));
        int left = (int) column;
        int top = (int) row;
        int right = Math.min(width - 1, left + 1);
        int bottom = Math.min(height - 1, top + 1);
        double across = column - left;
        double down = row - top;
        return (1 - down) * ((1 - across) * value(left, top) + across * value(right, top))
                + down * ((1 - across) * value(left, bottom) + across * value(right, bottom));
    }
}
