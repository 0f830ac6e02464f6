package io.inferencestream.decode.render;

import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Orientation;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.UndecodableException;
import io.inferencestream.decode.resize.AxisFilter;
import io.inferencestream.decode.resize.Geometry;
import io.inferencestream.decode.resize.PixelResampler;
import io.inferencestream.decode.resize.PlaneResampler;
import io.inferencestream.decode.resize.Resizing;
import io.inferencestream.decode.resize.SampledPlane;
import io.inferencestream.decode.resize.Upsampling;
import org.jspecify.annotations.Nullable;

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
    private final int[] points;

    /** Takes pixels in place of planes, where the image is resized as Pillow does. */
    private final @Nullable PixelResampler pixels;

    private byte[] grayRow = new byte[0];
    private byte[] colourRow = new byte[0];

    private Rendering(
            ColourModel colour,
            Geometry geometry,
            ImageShape target,
            int padColor,
            PlaneResampler[] planes,
            int[] points,
            @Nullable PixelResampler pixels) {
        this.colour = colour;
        this.geometry = geometry;
        this.target = target;
        this.padColor = padColor;
        this.planes = planes;
        this.points = points;
        this.pixels = pixels;
    }

    /** For an image whose samples are interleaved, all of the same resolution. */
    public static Rendering interleaved(
            ImageHeader header, ColourModel colour, ImageShape target, Resizing resizing, Scratch scratch) {
        Geometry geometry = Geometry.of(header, target, resizing);
        if (geometry.isOfPixels()) {
            return ofPixels(geometry, colour, target, resizing);
        }
        AxisFilter across = geometry.filterAcross(header.width(), Upsampling.NONE, WHOLE);
        AxisFilter down = geometry.filterDown(header.height(), Upsampling.NONE, WHOLE);
        PlaneResampler[] planes = new PlaneResampler[colour.planesFor(target.channels())];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = resampler(geometry, across, down, scratch, i);
        }
        return new Rendering(colour, geometry, target, resizing.padColor(), planes, new int[0], null);
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
        if (geometry.isOfPixels() && geometry.pointsOfBlock(components[0]) == WHOLE) {
            return ofPixels(
                    geometry, colour.planesFor(target.channels()) == 1 ? ColourModel.GRAY : colour, target, resizing);
        }
        PlaneResampler[] planes = new PlaneResampler[colour.planesFor(target.channels())];
        int[] points = new int[planes.length];
        AxisFilter across = null;
        AxisFilter down = null;
        for (int i = 0; i < planes.length; i++) {
            SampledPlane plane = components[i];
            points[i] = geometry.pointsOfBlock(plane);
            if (across == null || down == null || !plane.isSampledLike(components[i - 1])) {
                across = geometry.filterAcross(plane.width(), Upsampling.across(plane), points[i]);
                down = geometry.filterDown(plane.height(), Upsampling.down(plane), points[i]);
            }
            planes[i] = resampler(geometry, across, down, scratch, i);
        }
        return new Rendering(colour, geometry, target, resizing.padColor(), planes, points, null);
    }

    private static Rendering ofPixels(Geometry geometry, ColourModel colour, ImageShape target, Resizing resizing) {
        int channels = colour == ColourModel.GRAY ? 1 : target.channels();
        PixelResampler pixels = new PixelResampler(geometry, channels);
        return new Rendering(colour, geometry, target, resizing.padColor(), new PlaneResampler[0], new int[0], pixels);
    }

    private static PlaneResampler resampler(
            Geometry geometry, AxisFilter across, AxisFilter down, Scratch scratch, int plane) {
        int[] sums = scratch.zeros(plane, across.targetSize() * down.targetSize());
        return new PlaneResampler(across, down, geometry.clipsRows(), sums);
    }

    /** Whether a row of an interleaved image is needed at all. */
    public boolean wants(int row) {
        return pixels != null ? pixels.wants(row) : planes[0].wants(row);
    }

    /**
     * Takes a row of an interleaved image. Does not keep the array.
     *
     * @param at index of the first pixel's first sample
     * @param pixelStride from one pixel to the next
     * @param sampleStride from one sample of a pixel to the next
     */
    public void accept(int row, byte[] samples, int at, int pixelStride, int sampleStride) {
        if (pixels != null) {
            acceptPixels(pixels, row, samples, at, pixelStride, sampleStride);
        }
        for (int i = 0; i < planes.length; i++) {
            planes[i].accept(row, samples, at + i * sampleStride, pixelStride);
        }
    }

    private void acceptPixels(PixelResampler into, int row, byte[] samples, int at, int pixelStride, int sampleStride) {
        boolean isMixed = colour == ColourModel.GRAY || colour == ColourModel.RGB;
        if (!isMixed) {
            byte[] rgb = row(3);
            PixelColours.mixInterleaved(colour, samples, at, pixelStride, sampleStride, rgb);
            acceptMixed(into, row, rgb, 0, 3, 1);
        } else {
            acceptMixed(into, row, samples, at, pixelStride, sampleStride);
        }
    }

    private void acceptMixed(PixelResampler into, int row, byte[] samples, int at, int pixelStride, int sampleStride) {
        if (colour != ColourModel.GRAY && target.channels() == 1) {
            byte[] gray = row(1);
            PixelColours.mixLuma(samples, at, pixelStride, sampleStride, gray);
            into.accept(row, gray, 0, 1, 1);
        } else {
            into.accept(row, samples, at, pixelStride, sampleStride);
        }
    }

    /** For a row of mixed colours. Two may be needed at once, and differ in their channels. */
    private byte[] row(int channels) {
        int size = channels * geometry.across().sourceSize();
        byte[] kept = channels == 1 ? grayRow : colourRow;
        if (kept.length != size) {
            kept = new byte[size];
            grayRow = channels == 1 ? kept : grayRow;
            colourRow = channels == 1 ? colourRow : kept;
        }
        return kept;
    }

    /** Whether rows of mixed colours are wanted, by {@link #acceptMixed(int, byte[])}, and none of planes. */
    public boolean isOfPixels() {
        return pixels != null;
    }

    /** What the planes stand for that are wanted: gray where the first alone is. */
    public ColourModel colour() {
        return colour;
    }

    /** Takes a row of mixed colours: one sample for each pixel of a gray image, or else red, green and blue. */
    public void acceptMixed(int row, byte[] samples) {
        if (pixels == null) {
            throw new IllegalStateException("takes planes");
        }
        acceptMixed(pixels, row, samples, 0, colour == ColourModel.GRAY ? 1 : 3, 1);
    }

    /** How many planes are needed, counted from the first. */
    public int planeCount() {
        return pixels != null ? colour.planesFor(3) : planes.length;
    }

    /** Samples in a row, and in a column, that plane {@code i} wants of each block of eight by eight. */
    public int pointsOfBlock(int i) {
        return points[i];
    }

    public PlaneResampler plane(int i) {
        return planes[i];
    }

    /** @throws UndecodableException when rows are missing */
    public Pixels finish() throws UndecodableException {
        boolean isComplete = pixels == null || pixels.isComplete();
        for (PlaneResampler plane : planes) {
            isComplete &= plane.isComplete();
        }
        if (!isComplete) {
            throw UndecodableException.corrupt("cut short: rows are missing");
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
            if (pixels != null) {
                spread(pixels.target(), y * width, row);
            } else {
                colour.mix(sums, y * width, width, channels, row);
            }
            place(row, y, width, height, values);
        }
        return new Pixels(target.width(), target.height(), channels, values);
    }

    /** Copies a row of resampled pixels; gray becomes as many equal samples as the target wants. */
    private void spread(byte[] samples, int from, byte[] row) {
        int channels = target.channels();
        if (colour != ColourModel.GRAY || channels == 1) {
            System.arraycopy(samples, from * channels, row, 0, row.length);
            return;
        }
        for (int i = 0; i < row.length; i++) {
            row[i] = samples[from + i / channels];
        }
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
