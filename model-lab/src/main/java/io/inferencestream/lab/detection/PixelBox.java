package io.inferencestream.lab.detection;

/**
 * A rectangle in pixels, as COCO has it.
 *
 * @param x of its left edge
 * @param y of its top edge
 * @param width at least 0
 * @param height at least 0
 */
public record PixelBox(double x, double y, double width, double height) {
    public PixelBox {
        if (!(width >= 0) || !(height >= 0)) {
            throw new IllegalArgumentException("width and height must be at least 0: " + width + " and " + height);
        }
    }

    /** Width by height. */
    public double area() {
        return width * height;
    }

    /** The area that is common to both. */
    double intersection(PixelBox other) {
        double across = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
        double down = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
        return across <= 0 || down <= 0 ? 0 : across * down;
    }
}
