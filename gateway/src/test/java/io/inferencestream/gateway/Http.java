package io.inferencestream.gateway;

import java.io.IOException;
import java.io.InputStream;

/** What a raw answer says. */
final class Http {
    private Http() {}

    /** The status in the first line of an answer. */
    static int status(InputStream answer) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = answer.read(); next >= 0 && next != '\n'; next = answer.read()) {
            line.append((char) next);
        }
        return Integer.parseInt(line.toString().split(" ", 3)[1]);
    }
}
