package io.inferencestream.gateway.http.inference;

import io.inferencestream.gateway.http.body.BodyReader;
import io.inferencestream.gateway.http.problem.ProblemException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Locale;

/**
 * Reads an image from base64 as clients write it: the plain alphabet or that of URLs, with or without padding, broken into
 * lines or not (RFC 4648, RFC 2045), and as a data URL (RFC 2397).
 */
final class Base64Image {
    private static final String DATA_URL = "data:";
    private static final String TEXT = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_= \t\r\n:;,.";
    private static final int PREFIX_CHARS = 200;

    private Base64Image() {}

    /**
     * The encoded image.
     *
     * @throws ProblemException if the text is no base64, or empty, or holds more than these bytes
     */
    static ByteBuffer decode(String text, int maxBytes) {
        byte[] digits = digits(text, start(text));
        if (digits.length / 4 * 3L > maxBytes + 3L) {
            throw BodyReader.tooLarge(maxBytes);
        }
        try {
            return checked(ByteBuffer.wrap(Base64.getDecoder().decode(digits)), maxBytes);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest("An image is not base64: " + e.getMessage() + ".");
        }
    }

    /** An image within its bounds. */
    static ByteBuffer checked(ByteBuffer image, int maxBytes) {
        if (!image.hasRemaining()) {
            throw ProblemException.badRequest("An image is empty.");
        }
        if (image.remaining() > maxBytes) {
            throw BodyReader.tooLarge(maxBytes);
        }
        return image;
    }

    /** Whether these bytes are a text that {@link #decode} may read; no format of images is. */
    static boolean isText(ByteBuffer bytes) {
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            if (TEXT.indexOf(bytes.get(i)) < 0) {
                return false;
            }
        }
        return bytes.hasRemaining();
    }

    private static int start(String text) {
        if (!text.regionMatches(true, 0, DATA_URL, 0, DATA_URL.length())) {
            return 0;
        }
        int comma = text.substring(0, Math.min(text.length(), PREFIX_CHARS)).indexOf(',');
        if (comma < 0 || !text.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(";base64")) {
            throw ProblemException.badRequest("A data URL of an image is data:image/TYPE;base64,DATA.");
        }
        return comma + 1;
    }

    private static byte[] digits(String text, int start) {
        byte[] digits = new byte[text.length() - start];
        int count = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\r' && c != '\n' && c != ' ' && c != '\t') {
                digits[count++] = (byte) (c == '-' ? '+' : c == '_' ? '/' : c > 0x7F ? '?' : c);
            }
        }
        return java.util.Arrays.copyOf(digits, count);
    }
}
