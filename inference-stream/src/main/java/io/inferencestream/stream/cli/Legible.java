package io.inferencestream.stream.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What strangers wrote, fit for a terminal: text where it is one, hexadecimal where not, without control characters. */
final class Legible {
    private static final int MAX_BYTES = 64;
    private static final int MAX_CHARACTERS = 1_000;

    private Legible() {}

    static String of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return "none";
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return isPlain(text) ? shortened(text) : hex(bytes);
        } catch (CharacterCodingException e) {
            return hex(bytes);
        }
    }

    static String of(String text) {
        return isPlain(text) ? shortened(text) : hex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The first bytes. */
    static String hex(byte[] bytes) {
        String hex = HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(bytes.length, MAX_BYTES));
        return bytes.length > MAX_BYTES ? hex + " ..." : hex;
    }

    private static boolean isPlain(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    private static String shortened(String text) {
        return text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) + " ..." : text;
    }
}
