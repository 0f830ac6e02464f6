package io.inferencestream.gateway.http.edge;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Percent escapes of a path or query. */
public final class Escapes {
    private static final int HEX = 16;

    private Escapes() {}

    /** Whether every percent sign has its two digits, and the bytes that they name are UTF-8. */
    public static boolean areWhole(@Nullable String text) {
        return text == null || text.indexOf('%') < 0 || areUtf8(text);
    }

    private static boolean areUtf8(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '%') {
                // Whatever it is: it must only end a sequence that was begun by escapes.
                bytes.write(' ');
                continue;
            }
            int octet = octet(text, i + 1);
            if (octet < 0) {
                return false;
            }
            bytes.write(octet);
            i += 2;
        }
        return isUtf8(bytes.toByteArray());
    }

    private static int octet(String text, int at) {
        if (at + 2 > text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at), HEX);
        int low = Character.digit(text.charAt(at + 1), HEX);
        return high < 0 || low < 0 ? -1 : high * HEX + low;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
