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
 * @param resizing how pixels are mixed
 * @param left first column of the target that the image covers; what it does not cover is padding
 * @param top first row of the target that the image covers
 */
public record Geometry(
        Orientation orientation, AxisMapping across, AxisMapping down, Resizing resizing, int left, int top) {
    /** From this reduction on, four samples of a block's eight are enough: at least 2.5 for one of the target. */
    private static final int ENOUGH_FOR_FOUR = 5;

    private static final int ENOUGH_FOR_TWO = 11;
    private static final int ENOUGH_FOR_ONE = 36;

    public static Geometry of(ImageHeader header, ImageShape target, Resizing resizing) {
        boolean swaps = header.orientation().swapsSides();
        int width = swaps ? header.height() : header.width();
        int height = swaps ? header.width() : header.height();
        Placement placement = Placement.of(width, height, target, resizing);
        AxisMapping x = placement.x();
        AxisMapping y = placement.y();
        return new Geometry(
                header.orientation(), swaps ? y : x, swaps ? x : y, resizing, placement.left(), placement.top());
    }

    /**
     * Samples in a row, and in a column, that the target needs of each block of eight by eight: 1, 2, 4 or 8. Fewer than 8
     * only where the filter smooths so much that what is left out, which is the finest detail, hardly counts.
     */
    public int pointsOfBlock(SampledPlane plane) {
        double x = across.scale() * plane.across() / plane.maxAcross();
        double reduction = Math.min(x, down.scale() * plane.down() / plane.maxDown());
        if (!isOfPixels() || reduction < ENOUGH_FOR_FOUR) {
            return BlockReduction.BLOCK;
        }
        return reduction < ENOUGH_FOR_TWO ? 4 : reduction < ENOUGH_FOR_ONE ? 2 : 1;
    }

    /** The filter along the rows of a plane, {@code points} samples for each block of eight. */
    public AxisFilter filterAcross(int samples, Upsampling upsampling, int points) {
        AxisWeights weights = AxisWeights.of(across, down, resizing);
        return AxisFilter.of(weights, across.targetSize(), samples, upsampling, new BlockReduction(points));
    }

    /** The filter along the columns of a plane. */
    public AxisFilter filterDown(int samples, Upsampling upsampling, int points) {
        AxisWeights weights = AxisWeights.of(down, across, resizing);
        return AxisFilter.of(weights, down.targetSize(), samples, upsampling, new BlockReduction(points));
    }

    /**
     * Whether the image is resized as the Pillow library does, exactly: from pixels whose colours are mixed, with its
     * roundings.
     */
    public boolean isOfPixels() {
        return resizing.antialias()
                && resizing.filter() != ResizeFilter.AREA
                && resizing.filter() != ResizeFilter.NEAREST;
    }

    PixelParts partsAcross() {
        return new PixelParts(AxisWeights.of(across, down, resizing), across);
    }

    PixelParts partsDown() {
        return new PixelParts(AxisWeights.of(down, across, resizing), down);
    }

    /** Whether filtered rows are held within the range of samples: where Pillow's curves overshoot. */
    public boolean clipsRows() {
        return resizing.antialias()
                && (resizing.filter() == ResizeFilter.BICUBIC || resizing.filter() == ResizeFilter.LANCZOS);
    }

    /** Whether the stored pixels are those of the target, one by one. */
    public boolean isCopy(ImageShape target) {
        return orientation == Orientation.UPRIGHT && isWhole(across, target.width()) && isWhole(down, target.height());
    }

    private static boolean isWhole(AxisMapping axis, int size) {
        return axis.offset() == 0 && axis.sourceSize() == size && axis.targetSize() == size && axis.scale() == 1;
    }
}
