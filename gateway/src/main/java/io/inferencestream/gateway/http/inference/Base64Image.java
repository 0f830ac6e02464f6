package io.inferencestream.gateway.http.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.inferencestream.gateway.http.body.BodyReader;
import io.inferencestream.gateway.http.problem.ProblemException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads an image from base64 as clients write it: the plain alphabet or that of URLs, with or without padding, broken into
 * lines or not (RFC 4648, RFC 2045), and as a data URL (RFC 2397).
 */
final class Base64Image {
    private static final String DATA_URL = "data:";
    private static final int PREFIX_CHARS = 200;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final String TEXT = ALPHABET + "-_= \t\r\n:;,.";
    private static final int[] VALUES = values();

    private Base64Image() {}

    /**
     * The image that JSON has as a text.
     *
     * @throws ProblemException if the text is no base64, or empty, or holds more than these bytes
     */
    static ByteBuffer decode(JsonNode text, int maxBytes) {
        return decode(
                text instanceof POJONode node && node.getPojo() instanceof EncodedText encoded
                        ? encoded
                        : EncodedText.of(text.textValue()),
                maxBytes);
    }

    /** Whether JSON has a text there. */
    static boolean isText(JsonNode node) {
        return node.isTextual() || node instanceof POJONode;
    }

    /** As {@link #decode(JsonNode, int)}. */
    static ByteBuffer decode(EncodedText text, int maxBytes) {
        text.skip(start(text.beginning(PREFIX_CHARS)));
        byte[] image = new byte[(int) Math.min(text.remaining() * 3L / 4 + 3, maxBytes + 1L)];
        int size = 0;
        int digits = 0;
        int bits = 0;
        int padding = 0;
        for (int c = text.next(); c != EncodedText.END; c = text.next()) {
            if (c == '=') {
                padding++;
            } else if (c > ' ') {
                bits = bits << 6 | digit(c, padding);
                digits++;
                if (digits % 4 != 1) {
                    requireRoom(size, maxBytes);
                    image[size++] = (byte) (bits >> (3 - (digits + 3) % 4) * 2);
                }
            }
        }
        if (digits % 4 == 1 || (padding > 0 && (digits % 4 == 0 || padding != 4 - digits % 4))) {
            throw ProblemException.badRequest("An image is not base64: it ends in between.");
        }
        return checked(ByteBuffer.wrap(image, 0, size), maxBytes);
    }

    private static int digit(int c, int padding) {
        int digit = c < VALUES.length ? VALUES[c] : -1;
        if (digit < 0 || padding > 0) {
            throw ProblemException.badRequest("An image is not base64: " + (char) c + " does not belong there.");
        }
        return digit;
    }

    private static void requireRoom(int size, int maxBytes) {
        if (size == maxBytes) {
            throw BodyReader.tooLarge(maxBytes);
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
        int comma = text.indexOf(',');
        if (comma < 0 || !text.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(";base64")) {
            throw ProblemException.badRequest("A data URL of an image is data:image/TYPE;base64,DATA.");
        }
        return comma + 1;
    }

    /** By character, for both alphabets. */
    private static int[] values() {
        int[] values = new int[128];
        Arrays.fill(values, -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            values[ALPHABET.charAt(i)] = i;
        }
        values['-'] = values['+'];
        values['_'] = values['/'];
        return values;
    }
}
