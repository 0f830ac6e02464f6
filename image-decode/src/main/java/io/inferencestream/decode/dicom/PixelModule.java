package io.inferencestream.decode.dicom;

import io.inferencestream.decode.image.UndecodableException;

/**
 * What a data set says of the shape of its pixels, checked: DICOM's Image Pixel module.
 *
 * @param samples of a pixel: 1 or 3
 * @param bits that a sample takes in the file: 8 or 16
 * @param storedBits bits of them that are used, up to {@code highBit}
 * @param isSigned whether samples are in two's complement
 * @param isPlanar whether all samples of a kind come one after another
 * @param frames images in the file, of which the first is read
 */
record PixelModule(
        int width,
        int height,
        int samples,
        Photometric photometric,
        int bits,
        int storedBits,
        int highBit,
        boolean isSigned,
        boolean isPlanar,
        int frames) {
    private static final int SAMPLES = 0x00280002;
    private static final int PHOTOMETRIC = 0x00280004;
    private static final int PLANAR = 0x00280006;
    private static final int FRAMES = 0x00280008;
    private static final int ROWS = 0x00280010;
    private static final int COLUMNS = 0x00280011;
    private static final int BITS = 0x00280100;
    private static final int STORED_BITS = 0x00280101;
    private static final int HIGH_BIT = 0x00280102;
    private static final int REPRESENTATION = 0x00280103;
    private static final int FLOATS = 0x7fe00008;
    private static final int DOUBLES = 0x7fe00009;
    private static final int MAX_FRAMES = 1_000_000;

    static PixelModule read(DataSet data) throws UndecodableException {
        if (!data.has(DataSet.PIXELS)) {
            throw UndecodableException.unsupported(
                    data.has(FLOATS) || data.has(DOUBLES)
                            ? "DICOM with pixels of floating point"
                            : "DICOM without an image");
        }
        int samples = data.u16OrElse(SAMPLES, 1);
        if (samples != 1 && samples != 3) {
            throw UndecodableException.unsupported("DICOM with " + samples + " samples a pixel");
        }
        int width = data.u16(COLUMNS);
        int height = data.u16(ROWS);
        int bits = data.u16(BITS);
        int storedBits = data.u16OrElse(STORED_BITS, bits);
        int highBit = data.u16OrElse(HIGH_BIT, storedBits - 1);
        if (bits != 8 && bits != 16) {
            throw UndecodableException.unsupported("DICOM with " + bits + " bits a sample");
        }
        if (width < 1 || height < 1 || storedBits < 1 || highBit < storedBits - 1 || highBit >= bits) {
            throw UndecodableException.corrupt("DICOM image of impossible shape: " + width + "x" + height + ", "
                    + storedBits + " of " + bits + " bits up to bit " + highBit);
        }
        Photometric photometric = Photometric.of(data.text(PHOTOMETRIC), samples);
        boolean isSigned = data.u16OrElse(REPRESENTATION, 0) == 1;
        if (isSigned && samples == 3) {
            throw UndecodableException.unsupported("DICOM of colours below zero");
        }
        boolean isPlanar = samples == 3 && data.u16OrElse(PLANAR, 0) == 1;
        return new PixelModule(
                width, height, samples, photometric, bits, storedBits, highBit, isSigned, isPlanar, frames(data));
    }

    private static int frames(DataSet data) throws UndecodableException {
        Double frames = data.number(FRAMES);
        if (frames != null && !(frames >= 1 && frames <= MAX_FRAMES)) {
            throw UndecodableException.corrupt("DICOM with an impossible number of frames");
        }
        return frames == null ? 1 : frames.intValue();
    }

    long pixels() {
        return (long) width * height;
    }

    /** The bits of a word that hold the sample, moved to its lowest; two's complement stays folded. */
    int stored(int word) {
        return word >> highBit - storedBits + 1 & (1 << storedBits) - 1;
    }

    /** Numbers that {@link #stored} tells apart. */
    int levels() {
        return 1 << storedBits;
    }

    /** The number that stored bits stand for. */
    int value(int stored) {
        return isSigned && stored >= levels() / 2 ? stored - levels() : stored;
    }

    /** The stored bits as eight, as a PNG of more bits is read: the upper ones. */
    byte eightBits(int stored) {
        return (byte) (storedBits >= 8 ? stored >> storedBits - 8 : stored * 255 / (levels() - 1));
    }
}
