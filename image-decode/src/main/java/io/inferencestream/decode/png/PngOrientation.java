package io.inferencestream.decode.png;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.file.ExifOrientation;
import io.inferencestream.decode.image.Orientation;
import io.inferencestream.decode.image.UndecodableException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the orientation in a PNG's chunks, which may stand before the pixels or behind them: in eXIf, else in the EXIF
 * that ImageMagick writes as text, else in XMP. Of each the first counts.
 */
final class PngOrientation {
    private static final int EXIF = 0x65584966;
    private static final int MAX_CHUNKS_BEFORE_DATA = 10_000;
    private static final int NONE = 0;

    private final Encoded bytes;
    private int exif = NONE;
    private int rawExif = NONE;
    private int rawApp1 = NONE;
    private int xmp = NONE;

    private PngOrientation(Encoded bytes) {
        this.bytes = bytes;
    }

    static Orientation find(Encoded bytes) throws UndecodableException {
        PngOrientation found = new PngOrientation(bytes);
        found.lookBehind(found.lookBeforeData());
        Orientation told = found.told();
        return told != null ? told : Orientation.UPRIGHT;
    }

    /** @return offset of the first chunk of pixels */
    private int lookBeforeData() throws UndecodableException {
        int at = PngHeader.FIRST_CHUNK;
        for (int i = 0; i < MAX_CHUNKS_BEFORE_DATA; i++) {
            int length = bytes.i32(at);
            int type = bytes.i32(at + 4);
            if (type == PngHeader.IDAT) {
                return at;
            }
            bytes.require(at + 8, length);
            if (type == PngHeader.IEND) {
                break;
            }
            look(at, type);
            bytes.require(at + 8 + length, 4);
            at += 12 + length;
        }
        throw UndecodableException.corrupt("PNG without pixels");
    }

    /** Looks as far as there are whole heads of chunks; whether the pixels are all there, only decoding shows. */
    private void lookBehind(int firstData) throws UndecodableException {
        int at = firstData;
        while (at <= bytes.length() - 8) {
            int length = bytes.i32(at);
            int type = bytes.i32(at + 4);
            if (length < 0 || type == PngHeader.IEND) {
                return;
            }
            look(at, type);
            if (length > bytes.length() - at - 12) {
                return;
            }
            at += 12 + length;
        }
    }

    private void look(int chunk, int type) {
        if (type == EXIF) {
            exif = exif == NONE ? chunk : exif;
        } else if (PngText.isText(type)) {
            rawExif = rawExif == NONE && bytes.hasAt(chunk + 8, PngText.RAW_EXIF) ? chunk : rawExif;
            rawApp1 = rawApp1 == NONE && bytes.hasAt(chunk + 8, PngText.RAW_APP1) ? chunk : rawApp1;
            boolean isXmp = bytes.hasAt(chunk + 8, PngText.XMP) || bytes.hasAt(chunk + 8, PngText.RAW_XMP);
            xmp = xmp == NONE && isXmp ? chunk : xmp;
        }
    }

    private @Nullable Orientation told() throws UndecodableException {
        Orientation told = null;
        if (exif != NONE) {
            PngHeader.requireSound(bytes, exif);
            told = ExifOrientation.told(bytes, exif + 8, bytes.i32(exif));
        }
        for (int chunk : new int[] {rawExif, rawApp1, xmp}) {
            if (told == null && chunk != NONE) {
                told = PngText.orientation(bytes, chunk);
            }
        }
        return told;
    }
}
