package io.inferencestream.decode.resize;

import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;

/**
 * What a model sees of an image: maps between places in the model's input and places in the upright image, so that a box
 * that a model finds can be drawn on the image.
 *
 * <p>Both are counted in pixels from the top left edge: the first pixel lies from 0 to 1, its centre at 0.5. Places outside
 * of the image, such as those in a letterbox's padding, come out outside of it; nothing is clipped.
 *
 * @param width pixels across of the upright image
 * @param height pixels down of the upright image
 * @param left where the input's left edge lies in the image
 * @param top where the input's top edge lies in the image
 * @param scaleX pixels of the image for one of the input, across
 * @param scaleY pixels of the image for one of the input, down
 */
public record View(int width, int height, double left, double top, double scaleX, double scaleY) {
    public View {
        if (width < 1 || height < 1 || !(scaleX > 0) || !(scaleY > 0)) {
            throw new IllegalArgumentException("width, height and scales must be above 0: " + width + "x" + height
                    + ", " + scaleX + ", " + scaleY);
        }
    }

    /**
     * What a model sees of the image that {@code header} describes.
     *
     * @param target the image the model wants
     * @param resizing how the image became that
     */
    public static View of(ImageHeader header, ImageShape target, Resizing resizing) {
        boolean swaps = header.orientation().swapsSides();
        int width = swaps ? header.height() : header.width();
        int height = swaps ? header.width() : header.height();
        Placement placement = Placement.of(width, height, target, resizing);
        double scaleX = placement.x().scale();
        double scaleY = placement.y().scale();
        return new View(
                width,
                height,
                placement.x().offset() - placement.left() * scaleX,
                placement.y().offset() - placement.top() * scaleY,
                scaleX,
                scaleY);
    }

    /** Where in the image column {@code x} of the input lies. */
    public double imageX(double x) {
        return left + x * scaleX;
    }

    /** Where in the image row {@code y} of the input lies. */
    public double imageY(double y) {
        return top + y * scaleY;
    }

    /** Where in the input column {@code x} of the image lies. */
    public double inputX(double x) {
        return (x - left) / scaleX;
    }

    /** Where in the input row {@code y} of the image lies. */
    public double inputY(double y) {
        return (y - top) / scaleY;
    }
}
