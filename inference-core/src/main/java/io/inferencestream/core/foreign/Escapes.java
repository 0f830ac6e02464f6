package io.inferencestream.core.foreign;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Escapes within quotes, as Python and protobuf's text format write them. */
final class Escapes {
    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))", Pattern.DOTALL);
    private static final Map<String, String> SIMPLE = Map.of("n", "\n", "t", "\t", "r", "\r");

    private Escapes() {}

    /** What a text between quotes stands for. */
    static String resolved(String quoted) {
        return ESCAPE.matcher(quoted).replaceAll(escape -> Matcher.quoteReplacement(resolved(escape)));
    }

    private static String resolved(MatchResult escape) {
        for (int group = 1; group <= 4; group++) {
            String digits = escape.group(group);
            if (digits != null) {
                int code = Integer.parseUnsignedInt(digits, group == 4 ? 8 : 16);
                return Character.isValidCodePoint(code) ? Character.toString(code) : "?";
            }
        }
        return SIMPLE.getOrDefault(escape.group(5), escape.group(5));
    }
}
