package io.inferencestream.decode.resize;

import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Orientation;

/**
 * Which part of the image goes where in the target.
 *
 * @param orientation how the stored image is turned
 * @param across along the stored image's rows
 * @param down along its columns
 * @param left first column of the target that the image covers; what it does not cover is padding
 * @param top first row of the target that the image covers
 */
public record Geometry(Orientation orientation, AxisMapping across, AxisMapping down, int left, int top) {
    public static Geometry of(ImageHeader header, ImageShape target, Resizing resizing) {
        boolean swaps = header.orientation().swapsSides();
        int width = swaps ? header.height() : header.width();
        int height = swaps ? header.width() : header.height();
        Placement placement = Placement.of(width, height, target, resizing);
        AxisMapping x = placement.x();
        AxisMapping y = placement.y();
        return new Geometry(header.orientation(), swaps ? y : x, swaps ? x : y, placement.left(), placement.top());
    }

    /** Whether the stored pixels are those of the target, one by one. */
    public boolean isCopy(ImageShape target) {
        return orientation == Orientation.UPRIGHT && isWhole(across, target.width()) && isWhole(down, target.height());
    }

    private static boolean isWhole(AxisMapping axis, int size) {
        return axis.offset() == 0 && axis.sourceSize() == size && axis.targetSize() == size && axis.scale() == 1;
    }
}
