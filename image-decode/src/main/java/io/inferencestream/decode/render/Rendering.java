package io.inferencestream.decode.render;

import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Orientation;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.UndecodableException;
import io.inferencestream.decode.resize.AxisFilter;
import io.inferencestream.decode.resize.Geometry;
import io.inferencestream.decode.resize.PlaneResampler;
import io.inferencestream.decode.resize.Resizing;
import io.inferencestream.decode.resize.SampledPlane;
import io.inferencestream.decode.resize.Upsampling;

/**
 * Makes the target out of the rows of an image: resamples each plane, mixes the colours, turns it upright, and puts it
 * in its place. Colours are mixed after resampling, which is the same for all that is linear, and far less work.
 *
 * <p>Not thread-safe; of use for one image.
 */
public final class Rendering {
    private static final int WHOLE = 8;

    private final ColourModel colour;
    private final Geometry geometry;
    private final ImageShape target;
    private final int padColor;
    private final PlaneResampler[] planes;

    private Rendering(ColourModel colour, Geometry geometry, ImageShape target, int padColor, PlaneResampler[] planes) {
        this.colour = colour;
        this.geometry = geometry;
        this.target = target;
        this.padColor = padColor;
        this.planes = planes;
    }

    /** For an image whose samples are interleaved, all of the same resolution. */
    public static Rendering interleaved(
            ImageHeader header, ColourModel colour, ImageShape target, Resizing resizing, Scratch scratch) {
        Geometry geometry = Geometry.of(header, target, resizing);
        AxisFilter across = geometry.filterAcross(header.width(), Upsampling.NONE, WHOLE);
        AxisFilter down = geometry.filterDown(header.height(), Upsampling.NONE, WHOLE);
        PlaneResampler[] planes = new PlaneResampler[colour.planesFor(target.channels())];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = resampler(geometry, across, down, scratch, i);
        }
        return new Rendering(colour, geometry, target, resizing.padColor(), planes);
    }

    /** For a JPEG, whose planes may differ in resolution. */
    public static Rendering planar(
            ImageHeader header,
            SampledPlane[] components,
            ColourModel colour,
            ImageShape target,
            Resizing resizing,
            Scratch scratch) {
        Geometry geometry = Geometry.of(header, target, resizing);
        PlaneResampler[] planes = new PlaneResampler[colour.planesFor(target.channels())];
        AxisFilter across = null;
        AxisFilter down = null;
        for (int i = 0; i < planes.length; i++) {
            SampledPlane plane = components[i];
            if (across == null || down == null || !plane.isSampledLike(components[i - 1])) {
                across = geometry.filterAcross(plane.width(), Upsampling.across(plane), WHOLE);
                down = geometry.filterDown(plane.height(), Upsampling.down(plane), WHOLE);
            }
            planes[i] = resampler(geometry, across, down, scratch, i);
        }
        return new Rendering(colour, geometry, target, resizing.padColor(), planes);
    }

    private static PlaneResampler resampler(
            Geometry geometry, AxisFilter across, AxisFilter down, Scratch scratch, int plane) {
        int[] sums = scratch.zeros(plane, across.targetSize() * down.targetSize());
        return new PlaneResampler(across, down, geometry.clipsRows(), sums);
    }

    /** Whether a row of an interleaved image is needed at all. */
    public boolean wants(int row) {
        return planes[0].wants(row);
    }

    /**
     * Takes a row of an interleaved image. Does not keep the array.
     *
     * @param at index of the first pixel's first sample
     * @param pixelStride from one pixel to the next
     * @param sampleStride from one sample of a pixel to the next
     */
    public void accept(int row, byte[] samples, int at, int pixelStride, int sampleStride) {
        for (int i = 0; i < planes.length; i++) {
            planes[i].accept(row, samples, at + i * sampleStride, pixelStride);
        }
    }

    /** How many planes are needed, counted from the first. */
    public int planeCount() {
        return planes.length;
    }

    public PlaneResampler plane(int i) {
        return planes[i];
    }

    /** @throws UndecodableException when rows are missing */
    public Pixels finish() throws UndecodableException {
        for (PlaneResampler plane : planes) {
            if (!plane.isComplete()) {
                throw UndecodableException.corrupt("cut short: rows are missing");
            }
        }
        int width = geometry.across().targetSize();
        int height = geometry.down().targetSize();
        int channels = target.channels();
        byte[] values = new byte[target.bytes()];
        if (padColor != 0 && width * height < target.width() * target.height()) {
            ColourModel.fill(values, padColor, channels);
        }
        int[][] sums = new int[planes.length][];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = planes[i].sums();
        }
        byte[] row = new byte[width * channels];
        for (int y = 0; y < height; y++) {
            colour.mix(sums, y * width, width, channels, row);
            place(row, y, width, height, values);
        }
        return new Pixels(target.width(), target.height(), channels, values);
    }

    private void place(byte[] row, int y, int width, int height, byte[] values) {
        int channels = target.channels();
        Orientation orientation = geometry.orientation();
        if (orientation == Orientation.UPRIGHT) {
            int to = (geometry.top() + y) * target.width() + geometry.left();
            System.arraycopy(row, 0, values, to * channels, width * channels);
            return;
        }
        for (int x = 0; x < width; x++) {
            int column = geometry.left() + orientation.column(x, y, width, height);
            int line = geometry.top() + orientation.row(x, y, width, height);
            System.arraycopy(row, x * channels, values, (line * target.width() + column) * channels, channels);
        }
    }
}
