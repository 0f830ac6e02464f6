package io.inferencestream.core.foreign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one JSON document (RFC 8259); {@code NaN} and {@code Infinity}, which Python writes, are none of its numbers.
 *
 * <p>Not thread-safe: reads one text.
 */
final class JsonReader {
    private static final int MAX_DEPTH = 64;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private static final Pattern CODE = Pattern.compile("[0-9a-fA-F]{4}");

    private final String text;
    private int at;

    JsonReader(String text) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    Json document() {
        Json value = value(0);
        skipBlanks();
        if (at < text.length()) {
            throw wrong("something follows the document");
        }
        return value;
    }

    private Json value(int depth) {
        if (depth > MAX_DEPTH) {
            throw wrong("nested deeper than " + MAX_DEPTH);
        }
        skipBlanks();
        if (at == text.length()) {
            throw wrong("the text ends too early");
        }
        return switch (text.charAt(at)) {
            case '{' -> members(depth);
            case '[' -> items(depth);
            case '"' -> new Json.Text(string());
            case 't' -> word("true", new Json.Flag(true));
            case 'f' -> word("false", new Json.Flag(false));
            case 'n' -> word("null", new Json.Null());
            default -> number();
        };
    }

    private Json members(int depth) {
        Map<String, Json> members = new LinkedHashMap<>();
        at++;
        if (isNext('}')) {
            return new Json.Members(members);
        }
        do {
            skipBlanks();
            String name = string();
            take(':');
            if (members.put(name, value(depth + 1)) != null) {
                throw wrong("the name \"" + name + "\" is given twice");
            }
        } while (isNext(','));
        take('}');
        return new Json.Members(members);
    }

    private Json items(int depth) {
        List<Json> items = new ArrayList<>();
        at++;
        if (isNext(']')) {
            return new Json.Items(items);
        }
        do {
            items.add(value(depth + 1));
        } while (isNext(','));
        take(']');
        return new Json.Items(items);
    }

    private Json word(String word, Json value) {
        if (!text.startsWith(word, at)) {
            throw wrong("is no value");
        }
        at += word.length();
        return value;
    }

    private Json number() {
        Matcher matcher = NUMBER.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw wrong("is no value");
        }
        at = matcher.end();
        return new Json.Number(matcher.group());
    }

    private String string() {
        if (at == text.length() || text.charAt(at) != '"') {
            throw wrong("a text in double quotes is missing");
        }
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return value.toString();
            }
            if (c < ' ') {
                throw wrong("a text holds a control character");
            }
            value.append(c == '\\' ? escaped() : c);
        }
        throw wrong("a text does not end");
    }

    /** What an escape stands for; leaves the position at its last character. */
    private char escaped() {
        at++;
        char c = at < text.length() ? text.charAt(at) : ' ';
        int simple = "\"\\/bfnrt".indexOf(c);
        if (simple >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(simple);
        }
        if (c == 'u' && CODE.matcher(text).region(at + 1, text.length()).lookingAt()) {
            at += 4;
            return (char) Integer.parseInt(text, at - 3, at + 1, 16);
        }
        throw wrong("a text holds an escape that JSON does not know");
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

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String what) {
        long line = 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
        return new IllegalArgumentException("line " + line + ": " + what);
    }
}
