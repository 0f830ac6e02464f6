package io.inferencestream.core.foreign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a protobuf message in text format, as Triton's {@code config.pbtxt}: every field becomes an array of what was said
 * for it, names of enumerations and truth values become texts.
 *
 * <p>Not thread-safe: reads one text.
 */
final class TextProtoReader {
    private static final int MAX_DEPTH = 32;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9.]*|\\[[^\\]]*\\]");
    private static final Pattern NUMBER = Pattern.compile("-?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*+)\"|'((?:[^'\\\\\\n]|\\\\.)*+)'");

    private final String text;
    private int at;

    TextProtoReader(String text) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /**
     * Reads the whole text.
     *
     * @throws IllegalArgumentException if it is something else; says what and where
     */
    Json.Members document() {
        Json.Members message = message(0);
        if (at < text.length()) {
            throw wrong("a field's name is missing");
        }
        return message;
    }

    private Json.Members message(int depth) {
        if (depth > MAX_DEPTH) {
            throw wrong("nested deeper than " + MAX_DEPTH);
        }
        Map<String, List<Json>> fields = new LinkedHashMap<>();
        for (String name = next(NAME); name != null; name = next(NAME)) {
            List<Json> values = fields.computeIfAbsent(name, key -> new ArrayList<>());
            boolean hasColon = isNext(':');
            if (isNext('{')) {
                values.add(message(depth + 1));
                take('}');
            } else if (isNext('<')) {
                values.add(message(depth + 1));
                take('>');
            } else if (hasColon && isNext('[')) {
                addAll(values, depth);
            } else if (hasColon) {
                values.add(scalar());
            } else {
                throw wrong("a colon or a brace is missing after " + name);
            }
            while (isNext(',') || isNext(';')) {
                // separators mean nothing
            }
        }
        Map<String, Json> members = new LinkedHashMap<>();
        fields.forEach((name, values) -> members.put(name, new Json.Items(values)));
        return new Json.Members(members);
    }

    private void addAll(List<Json> values, int depth) {
        while (!isNext(']')) {
            if (isNext('{')) {
                values.add(message(depth + 1));
                take('}');
            } else {
                values.add(scalar());
            }
            isNext(',');
        }
    }

    private Json scalar() {
        String number = next(NUMBER);
        if (number != null) {
            return new Json.Number(number);
        }
        String word = next(NAME);
        if (word != null) {
            return new Json.Text(word);
        }
        StringBuilder quoted = new StringBuilder();
        boolean any = false;
        for (Matcher part = matcher(QUOTED); part.lookingAt(); part = matcher(QUOTED)) {
            at = part.end();
            any = true;
            quoted.append(Escapes.resolved(part.group(1) == null ? part.group(2) : part.group(1)));
        }
        if (!any) {
            throw wrong("is no value");
        }
        return new Json.Text(quoted.toString());
    }

    private @Nullable String next(Pattern token) {
        Matcher matcher = matcher(token);
        if (!matcher.lookingAt()) {
            return null;
        }
        at = matcher.end();
        return matcher.group();
    }

    private boolean isNext(char wanted) {
        skipBlanks();
        boolean is = at < text.length() && text.charAt(at) == wanted;
        at += is ? 1 : 0;
        return is;
    }

    private void take(char wanted) {
        if (!isNext(wanted)) {
            throw wrong("'" + wanted + "' is missing");
        }
    }

    private Matcher matcher(Pattern token) {
        skipBlanks();
        return token.matcher(text).region(at, text.length());
    }

    private void skipBlanks() {
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '#')) {
            int line = text.indexOf('\n', at);
            at = text.charAt(at) != '#' ? at + 1 : line < 0 ? text.length() : line;
        }
    }

    private IllegalArgumentException wrong(String what) {
        long line = 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
        return new IllegalArgumentException("line " + line + ": " + what);
    }
}
