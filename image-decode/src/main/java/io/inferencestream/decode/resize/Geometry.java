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
 * @param left first column of the target that the image covers; what it does not cover is black
 * @param top first row of the target that the image covers
 */
public record Geometry(Orientation orientation, AxisMapping across, AxisMapping down, int left, int top) {
    public static Geometry of(ImageHeader header, ImageShape target, ResizeRule rule) {
        boolean swaps = header.orientation().swapsSides();
        int width = swaps ? header.height() : header.width();
        int height = swaps ? header.width() : header.height();
        double scaleX = (double) width / target.width();
        double scaleY = (double) height / target.height();
        AxisMapping x;
        AxisMapping y;
        switch (rule) {
            case STRETCH -> {
                x = whole(width, target.width());
                y = whole(height, target.height());
            }
            case CENTER_CROP -> {
                x = middle(width, target.width(), Math.min(scaleX, scaleY));
                y = middle(height, target.height(), Math.min(scaleX, scaleY));
            }
            case LETTERBOX -> {
                x = whole(width, fitted(width, target.width(), Math.max(scaleX, scaleY)));
                y = whole(height, fitted(height, target.height(), Math.max(scaleX, scaleY)));
            }
            default -> throw new AssertionError(rule);
        }
        int left = (target.width() - x.targetSize()) / 2;
        int top = (target.height() - y.targetSize()) / 2;
        return new Geometry(header.orientation(), swaps ? y : x, swaps ? x : y, left, top);
    }

    private static AxisMapping whole(int source, int target) {
        return new AxisMapping(0, (double) source / target, source, target);
    }

    private static AxisMapping middle(int source, int target, double scale) {
        return new AxisMapping((source - target * scale) / 2, scale, source, target);
    }

    private static int fitted(int source, int target, double scale) {
        return (int) Math.min(Math.max(Math.round(source / scale), 1), target);
    }
}
