package io.inferencestream.gateway.http.inference;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A text as it lies in a body, so that an image in it is not copied before it is decoded.
 *
 * <p>Not thread-safe: its reader takes one character after another.
 */
final class EncodedText {
    static final int END = -1;
    private static final int ILLEGAL = '?';
    private static final int HEX_DIGITS = 4;

    private final ByteBuffer bytes;
    private final boolean isEscaped;

    private EncodedText(ByteBuffer bytes, boolean isEscaped) {
        this.bytes = bytes;
        this.isEscaped = isEscaped;
    }

    /** Of bytes that are characters. */
    static EncodedText plain(ByteBuffer bytes) {
        return new EncodedText(bytes.duplicate(), false);
    }

    static EncodedText of(String text) {
        return plain(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Of what stands between quotation marks in JSON. */
    static EncodedText escaped(ByteBuffer bytes) {
        return new EncodedText(bytes.duplicate(), true);
    }

    /** How many bytes are left. */
    int remaining() {
        return bytes.remaining();
    }

    /** The first bytes as text, at most {@code maxBytes}; the position does not move. */
    String beginning(int maxBytes) {
        return StandardCharsets.ISO_8859_1
                .decode(bytes.slice().limit(Math.min(maxBytes, bytes.remaining())))
                .toString();
    }

    void skip(int count) {
        bytes.position(bytes.position() + count);
    }

    /** The next character: of ASCII, or one that is in no base64; or {@link #END}. */
    int next() {
        if (!bytes.hasRemaining()) {
            return END;
        }
        int next = bytes.get() & 0xFF;
        return next == '\\' && isEscaped ? unescaped() : next;
    }

    private int unescaped() {
        int kind = bytes.hasRemaining() ? bytes.get() : ILLEGAL;
        return switch (kind) {
            case '/' -> '/';
            case 'n', 'r', 't' -> ' ';
            case 'u' -> hexadecimal();
            default -> ILLEGAL;
        };
    }

    private int hexadecimal() {
        int value = 0;
        for (int i = 0; i < HEX_DIGITS; i++) {
            int digit = bytes.hasRemaining() ? Character.digit(bytes.get(), 16) : -1;
            value = digit < 0 ? ILLEGAL << 8 : value << 4 | digit;
        }
        return value > 0x7F ? ILLEGAL : value;
    }
}
