package io.inferencestream.decode;

import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.decode.image.ImageHeader;
import java.util.EnumSet;
import java.util.Set;

/**
 * How large an image may be, and of which formats. What exceeds a size is IMAGE_TOO_LARGE, found from the header, before
 * any pixel is allocated.
 *
 * @param maxEncodedBytes most bytes of an image file; at least 1
 * @param maxPixels most pixels, width times height; at least 1
 * @param maxHeldBytes most bytes a decoder may hold of an image at once, {@link ImageHeader#heldBytes()}: a few rows
 *     for most files, all coefficients of a progressive JPEG; at least 1
 * @param formats those that are read; others are rejected as if nothing here could read them
 */
public record DecodeLimits(int maxEncodedBytes, long maxPixels, long maxHeldBytes, Set<ImageFormat> formats) {
    /**
     * 16 MiB encoded, 64 x 2^20 pixels, 96 MiB held: what phones of 50 and 64 megapixels make, and progressive photos of 30
     * megapixels, or of 15 with full colour resolution.
     */
    public static final DecodeLimits DEFAULT = new DecodeLimits(16 << 20, 64 << 20, 96 << 20);

    public DecodeLimits {
        formats = Set.copyOf(formats);
        if (maxEncodedBytes < 1 || maxPixels < 1 || maxHeldBytes < 1) {
            throw new IllegalArgumentException("limits must be at least 1: " + maxEncodedBytes + " encoded bytes, "
                    + maxPixels + " pixels, " + maxHeldBytes + " held bytes");
        }
    }

    /** Of every format. */
    public DecodeLimits(int maxEncodedBytes, long maxPixels, long maxHeldBytes) {
        this(maxEncodedBytes, maxPixels, maxHeldBytes, EnumSet.allOf(ImageFormat.class));
    }

    /** The same sizes, of these formats. */
    public DecodeLimits only(Set<ImageFormat> others) {
        return new DecodeLimits(maxEncodedBytes, maxPixels, maxHeldBytes, others);
    }
}
