package io.inferencestream.decode.image;

/**
 * How a stored image is turned to stand upright. The constants are in the order in which EXIF numbers them, from 1.
 *
 * <p>Each is a mirroring along one or both axes of the stored image, after which rows and columns may change places.
 */
public enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(true, false, false),
    UPSIDE_DOWN(true, true, false),
    UPSIDE_DOWN_MIRRORED(false, true, false),
    TRANSPOSED(false, false, true),
    TURNED_LEFT(false, true, true),
    TRANSVERSED(true, true, true),
    TURNED_RIGHT(true, false, true);

    private final boolean mirrorsColumns;
    private final boolean mirrorsRows;
    private final boolean swapsSides;

    Orientation(boolean mirrorsColumns, boolean mirrorsRows, boolean swapsSides) {
        this.mirrorsColumns = mirrorsColumns;
        this.mirrorsRows = mirrorsRows;
        this.swapsSides = swapsSides;
    }

    /** The orientation that EXIF calls {@code number}; upright for a number that it does not know. */
    public static Orientation ofExif(int number) {
        return number >= 1 && number <= 8 ? values()[number - 1] : UPRIGHT;
    }

    /** Whether the upright image is as wide as the stored one is high. */
    public boolean swapsSides() {
        return swapsSides;
    }

    /** Column of the upright image, {@code width} by {@code height} as stored, that the stored pixel belongs to. */
    public int column(int x, int y, int width, int height) {
        return swapsSides ? row(y, height) : mirrorsColumns ? width - 1 - x : x;
    }

    /** Row of the upright image that the stored pixel belongs to. */
    public int row(int x, int y, int width, int height) {
        return swapsSides ? (mirrorsColumns ? width - 1 - x : x) : row(y, height);
    }

    private int row(int y, int height) {
        return mirrorsRows ? height - 1 - y : y;
    }
}
