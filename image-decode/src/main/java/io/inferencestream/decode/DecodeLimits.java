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
    /** 16 MiB encoded, 50 million pixels, 64 MiB held: a progressive photo of 22 million pixels passes. */
    public static final DecodeLimits DEFAULT = new DecodeLimits(16 << 20, 50_000_000, 64 << 20);

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
