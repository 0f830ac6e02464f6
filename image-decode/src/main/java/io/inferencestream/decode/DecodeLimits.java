package io.inferencestream.decode;

import io.inferencestream.decode.image.ImageHeader;

/**
 * How large an image may be. What exceeds one of these is IMAGE_TOO_LARGE, found from the header, before any pixel is
 * allocated.
 *
 * @param maxEncodedBytes most bytes of an image file; at least 1
 * @param maxPixels most pixels, width times height; at least 1
 * @param maxHeldBytes most bytes a decoder may hold of an image at once, {@link ImageHeader#heldBytes()}: a few rows
 *     for most files, all coefficients of a progressive JPEG; at least 1
 */
public record DecodeLimits(int maxEncodedBytes, long maxPixels, long maxHeldBytes) {
    /** 16 MiB encoded, 50 million pixels, 64 MiB held: a progressive photo of 22 million pixels passes. */
    public static final DecodeLimits DEFAULT = new DecodeLimits(16 << 20, 50_000_000, 64 << 20);

    public DecodeLimits {
        if (maxEncodedBytes < 1 || maxPixels < 1 || maxHeldBytes < 1) {
            throw new IllegalArgumentException("limits must be at least 1: " + maxEncodedBytes + " encoded bytes, "
                    + maxPixels + " pixels, " + maxHeldBytes + " held bytes");
        }
    }
}
