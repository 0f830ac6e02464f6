package io.inferencestream.gateway;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** What a raw answer says. */
final class Http {
    private Http() {}

    /** Everything up to a text. */
    static String readUntil(String end, InputStream answer) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end, Math.max(0, text.length() - end.length())) < 0) {
            int next = answer.read();
            if (next < 0) {
                throw new EOFException("it broke off: " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    /** The status in the first line of an answer. */
    static int status(InputStream answer) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = answer.read(); next >= 0 && next != '\n'; next = answer.read()) {
            line.append((char) next);
        }
        return Integer.parseInt(line.toString().split(" ", 3)[1]);
    }
}
