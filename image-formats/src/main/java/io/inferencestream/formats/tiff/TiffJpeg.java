package io.inferencestream.formats.tiff;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;

/** Looks at the JPEGs that a page's strips or tiles are, before any is decoded: each must be what the page says. */
final class TiffJpeg {
    private static final int SOI = 0xffd8;
    private static final int FIRST_FRAME = 0xffc0;
    private static final int SEQUENTIAL = 0xffc1;
    private static final int LAST_FRAME = 0xffcf;
    private static final int DHT = 0xffc4;
    private static final int JPG = 0xffc8;
    private static final int DAC = 0xffcc;
    private static final int SOS = 0xffda;

    /** Sides are rounded up to whole blocks of a subsampled JPEG, by some writers. */
    private static final int MAX_ROUNDING = 32;

    private TiffJpeg() {}

    static void require(Encoded file, TiffPage page, int[][] places) throws UndecodableException {
        for (int i = 0; i < places[0].length; i++) {
            requireFrame(file, page, i, places[0][i], places[0][i] + places[1][i]);
        }
    }

    private static void requireFrame(Encoded file, TiffPage page, int index, int start, int end)
            throws UndecodableException {
        if (file.u16(start) != SOI) {
            throw corrupt(index, "does not start as one");
        }
        int at = start + 2;
        while (at < end) {
            int marker = file.u16(at);
            if (marker == 0xffff) {
                at++;
                continue;
            }
            if (marker < FIRST_FRAME || marker == SOS) {
                break;
            }
            if (marker <= LAST_FRAME && marker != DHT && marker != JPG && marker != DAC) {
                requireFrame(file, page, index, at, marker == FIRST_FRAME || marker == SEQUENTIAL);
                return;
            }
            at += 2 + file.u16(at + 2);
        }
        throw corrupt(index, "has no frame before its scan");
    }

    private static void requireFrame(Encoded file, TiffPage page, int index, int at, boolean sequential)
            throws UndecodableException {
        if (!sequential) {
            throw UndecodableException.unsupported("TIFF with JPEG that is progressive, lossless or arithmetic");
        }
        int height = file.u16(at + 5);
        int width = file.u16(at + 7);
        TiffPieces pieces = page.pieces();
        boolean fits = width >= pieces.columns(index, page.width())
                && width <= pieces.width() + MAX_ROUNDING
                && height >= pieces.rows(index)
                && height <= pieces.height() + MAX_ROUNDING;
        if (!fits || file.u8(at + 4) != page.bits() || file.u8(at + 9) != page.samples()) {
            throw corrupt(index, "is not of the page's size, bits and samples");
        }
    }

    private static UndecodableException corrupt(int index, String what) {
        return UndecodableException.corrupt("TIFF whose JPEG in strip or tile " + index + " " + what);
    }
}
