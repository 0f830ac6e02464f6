package io.inferencestream.decode.resize;

/**
 * How a plane with fewer samples than the image fills it, along one axis: as the common JPEG library does by default.
 *
 * @param samples samples of the plane ...
 * @param pixels ... for so many pixels of the image
 * @param isTriangle whether a pixel is mixed from the nearest sample and the second nearest, 3 to 1, where there are half
 *     as many samples as pixels; else the nearest is repeated
 */
public record Upsampling(int samples, int pixels, boolean isTriangle) {
    public static final Upsampling NONE = new Upsampling(1, 1, false);

    /** Planes as narrow as this are not smoothed. */
    private static final int NARROW = 2;

    public static Upsampling across(SampledPlane plane) {
        return new Upsampling(
                plane.across(), plane.maxAcross(), plane.maxAcross() == 2 * plane.across() && isSmooth(plane));
    }

    public static Upsampling down(SampledPlane plane) {
        return new Upsampling(plane.down(), plane.maxDown(), plane.maxDown() == 2 * plane.down() && isSmooth(plane));
    }

    private static boolean isSmooth(SampledPlane plane) {
        return plane.width() > NARROW || plane.across() == plane.maxAcross();
    }

    /** The largest number of samples that this number of neighbouring pixels is mixed from. */
    int span(int neighbours) {
        if (samples == pixels) {
            return neighbours;
        }
        return isTriangle ? neighbours / 2 + 2 : (int) ((long) neighbours * samples / pixels) + 2;
    }

    /** The first sample that pixel {@code at} and all behind it are mixed from; may lie outside the plane, by one. */
    int firstSample(int at) {
        if (isTriangle) {
            return (at & 1) == 0 ? at / 2 - 1 : at / 2;
        }
        return (int) ((long) at * samples / pixels);
    }

    /** Adds to {@code mix}, which starts at sample {@code first}, what pixel {@code at} gives with the given weight. */
    void addParts(int at, double weight, int first, double[] mix) {
        if (isTriangle) {
            int near = at / 2 - first;
            mix[near] += 0.75 * weight;
            mix[(at & 1) == 0 ? near - 1 : near + 1] += 0.25 * weight;
        } else {
            mix[firstSample(at) - first] += weight;
        }
    }
}
