package io.inferencestream.decode.png;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.file.ExifOrientation;
import io.inferencestream.decode.file.XmpOrientation;
import io.inferencestream.decode.image.Orientation;
import io.inferencestream.decode.image.UndecodableException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The metadata in a PNG's text chunks: EXIF and XMP as hexadecimal digits, as ImageMagick writes them, and XMP as it is.
 * However large a text is, or claims to be when inflated, no more than {@value #MAX_BYTES} bytes of it are looked at.
 */
final class PngText {
    static final String RAW_EXIF = "Raw profile type exif\0";
    static final String RAW_APP1 = "Raw profile type APP1\0";
    static final String RAW_XMP = "Raw profile type xmp\0";
    static final String XMP = "XML:com.adobe.xmp\0";

    private static final int PLAIN = 0x74455874;
    private static final int COMPRESSED = 0x7a545874;
    private static final int INTERNATIONAL = 0x69545874;
    private static final String RAW = "Raw";
    private static final String EXIF_HEAD = "Exif\0\0";

    /** Lines before the digits: an empty one, the name, the length. */
    private static final int HEAD_LINES = 3;

    private static final int MAX_BYTES = 1 << 20;
    private static final int BUFFER_BYTES = 8 << 10;

    private PngText() {}

    static boolean isText(int type) {
        return type == PLAIN || type == COMPRESSED || type == INTERNATIONAL;
    }

    /** The orientation that the text of a chunk tells; null where it tells none, or is no text of that kind. */
    static @Nullable Orientation orientation(Encoded bytes, int chunk) throws UndecodableException {
        PngHeader.requireSound(bytes, chunk);
        byte[] text = text(bytes, chunk);
        if (bytes.hasAt(chunk + 8, RAW)) {
            text = digits(text);
        }
        Encoded data = new Encoded(text, 0, text.length);
        int head = data.hasAt(0, EXIF_HEAD) ? EXIF_HEAD.length() : 0;
        Orientation told = ExifOrientation.told(data, head, text.length - head);
        return told != null ? told : XmpOrientation.find(new String(text, StandardCharsets.ISO_8859_1));
    }

    private static byte[] text(Encoded bytes, int chunk) throws UndecodableException {
        int end = chunk + 8 + bytes.i32(chunk);
        int at = behindZero(bytes, chunk + 8, end);
        int type = bytes.i32(chunk + 4);
        boolean compressed = type == COMPRESSED;
        if (compressed) {
            at++;
        } else if (type == INTERNATIONAL) {
            compressed = at < end && bytes.u8(at) == 1;
            at = behindZero(bytes, behindZero(bytes, at + 2, end), end);
        }
        int from = bytes.indexOf(Math.min(at, end));
        return compressed
                ? inflated(bytes.array(), from, bytes.indexOf(end))
                : Arrays.copyOfRange(bytes.array(), from, Math.min(from + MAX_BYTES, bytes.indexOf(end)));
    }

    private static int behindZero(Encoded bytes, int from, int end) throws UndecodableException {
        int at = from;
        while (at < end && bytes.u8(at) != 0) {
            at++;
        }
        return at + 1;
    }

    /** As much as can be inflated, and may be. */
    private static byte[] inflated(byte[] array, int from, int end) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(array, from, end - from);
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            int count = inflater.inflate(buffer);
            while (count > 0) {
                text.write(buffer, 0, count);
                count = text.size() < MAX_BYTES ? inflater.inflate(buffer) : 0;
            }
            return text.toByteArray();
        } catch (DataFormatException e) {
            return new byte[0];
        } finally {
            inflater.end();
        }
    }

    private static byte[] digits(byte[] text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int lines = 0;
        int high = -1;
        for (byte each : text) {
            int digit = lines < HEAD_LINES ? -1 : Character.digit(each, 16);
            if (each == '\n') {
                lines++;
            } else if (digit >= 0 && high >= 0) {
                bytes.write(high << 4 | digit);
                high = -1;
            } else if (digit >= 0) {
                high = digit;
            }
        }
        return bytes.toByteArray();
    }
}
