package io.inferencestream.decode.resize;

/**
 * A plane of a stored image that may have fewer samples than the image has pixels: {@link #across} of {@link #maxAcross}
 * along its rows, {@link #down} of {@link #maxDown} along its columns.
 */
public interface SampledPlane {
    int across();

    int maxAcross();

    int down();

    int maxDown();

    /** Samples across that belong to the image. */
    int width();

    /** Samples down that belong to the image. */
    int height();

    /** Whether a plane of the same image has as many samples as this. */
    default boolean isSampledLike(SampledPlane other) {
        return across() == other.across() && down() == other.down();
    }
}
