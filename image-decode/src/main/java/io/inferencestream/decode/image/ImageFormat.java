package io.inferencestream.decode.image;

/** A kind of image that is read here, or by a module beside this one. */
public enum ImageFormat {
    /** Baseline, extended and progressive, Huffman-coded, 8 bits a sample. */
    JPEG,
    /** Every colour type and bit depth, interlaced or not. */
    PNG,
    /** The first frame. */
    GIF,
    /** 1 to 32 bits a pixel, with bit fields and run lengths. */
    BMP,
    /** Lossy, lossless or with alpha; the first frame. Read by the module image-formats. */
    WEBP,
    /** The first page. Read by the module image-formats. */
    TIFF,
    /** The first frame, uncompressed or in JPEG or run lengths, as gray or colours of eight bits. */
    DICOM,
    /** Bare uint8 samples, row by row, channels interleaved; the media type says their shape. */
    RAW;

    /** Whether native code decodes it, in part at least: should it crash, it takes the process along. */
    public boolean isDecodedByNativeCode() {
        return this == WEBP || this == TIFF;
    }
}
