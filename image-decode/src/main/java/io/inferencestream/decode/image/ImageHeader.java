package io.inferencestream.decode.image;

/**
 * What the first bytes of an image say; nothing is decoded yet.
 *
 * @param format the kind of file
 * @param width pixels across as stored, before the orientation is applied; at least 1
 * @param height pixels down as stored; at least 1
 * @param channels samples of a stored pixel: 1 for gray or a palette, 2 for gray with alpha, 3 for colour, 4 for colour
 *     with alpha or CMYK
 * @param orientation how the stored image is turned to stand upright
 * @param heldBytes most bytes of the image that its decoder holds at once, besides what has the target's size
 */
public record ImageHeader(
        ImageFormat format, int width, int height, int channels, Orientation orientation, long heldBytes)
        implements Inspection {
    /** Bookkeeping that every image costs: objects, tables, the names of things. */
    private static final long FIXED_BYTES = 96 << 10;

    /**
     * For each row and column of the source: which of the target need it, its parts in them, a row of mixed colours, and of an
     * image on its side as many rows of sums as a filter reaches over.
     */
    private static final long BYTES_PER_SOURCE_LINE = 192;

    /** For each row and column of the target: what it is mixed from. */
    private static final long BYTES_PER_TARGET_LINE = 64;

    public ImageHeader {
        if (width < 1 || height < 1 || channels < 1 || heldBytes < 0) {
            throw new IllegalArgumentException("not a header of an image: " + width + "x" + height + "x" + channels
                    + ", " + heldBytes + " bytes held");
        }
    }

    /** A header whose {@link #heldBytes} are those of the decoder and of the bookkeeping for each row and column. */
    public static ImageHeader of(
            ImageFormat format, int width, int height, int channels, Orientation orientation, long decoderBytes) {
        long bookkeeping = ((long) width + height) * BYTES_PER_SOURCE_LINE;
        return new ImageHeader(format, width, height, channels, orientation, decoderBytes + bookkeeping);
    }

    /** Width times height. */
    public long pixels() {
        return (long) width * height;
    }

    /**
     * An upper bound of the heap that decoding this image takes, its result included, the encoded bytes not.
     *
     * @param target the image the model wants
     */
    public long workingBytes(ImageShape target) {
        long across = orientation.swapsSides() ? target.height() : target.width();
        long down = orientation.swapsSides() ? target.width() : target.height();
        long samples = Math.max(channels, 3);
        long sums = across * down * samples * Integer.BYTES;
        long lines = (across + down) * BYTES_PER_TARGET_LINE;
        long results = 2L * target.bytes() + across * samples * Integer.BYTES;
        return FIXED_BYTES + heldBytes + sums + lines + results;
    }
}
