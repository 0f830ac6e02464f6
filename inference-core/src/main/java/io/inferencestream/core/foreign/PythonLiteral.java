package io.inferencestream.core.foreign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a literal of Python as {@code repr} prints dictionaries, lists, tuples, texts, numbers and truth values, which is how
 * Ultralytics puts them into a model: a dictionary's keys become texts.
 *
 * <p>Not thread-safe: reads one text.
 */
final class PythonLiteral {
    private static final int MAX_DEPTH = 32;
    private static final Pattern NUMBER = Pattern.compile("-?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern WORD = Pattern.compile("True|False|None");
    private static final Pattern QUOTED =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"|'((?:[^'\\\\]|\\\\.)*+)'", Pattern.DOTALL);

    private final String text;
    private int at;

    private PythonLiteral(String text) {
        this.text = text;
    }

    /**
     * Reads one literal.
     *
     * @throws IllegalArgumentException if the text is something else; says where
     */
    static Json parse(String text) {
        PythonLiteral literal = new PythonLiteral(text);
        Json value = literal.value(0);
        literal.skipBlanks();
        if (literal.at < text.length()) {
            throw literal.wrong();
        }
        return value;
    }

    private Json value(int depth) {
        if (depth > MAX_DEPTH) {
            throw wrong();
        }
        if (isNext('{')) {
            return members(depth);
        }
        if (isNext('[')) {
            return items(']', depth);
        }
        if (isNext('(')) {
            return items(')', depth);
        }
        Matcher quoted = matcher(QUOTED);
        if (quoted.lookingAt()) {
            at = quoted.end();
            return new Json.Text(Escapes.resolved(quoted.group(1) == null ? quoted.group(2) : quoted.group(1)));
        }
        Matcher number = matcher(NUMBER);
        if (number.lookingAt()) {
            at = number.end();
            return new Json.Number(number.group());
        }
        return word();
    }

    private Json word() {
        Matcher word = matcher(WORD);
        if (!word.lookingAt()) {
            throw wrong();
        }
        at = word.end();
        return word.group().equals("None")
                ? new Json.Null()
                : new Json.Flag(word.group().equals("True"));
    }

    private Json members(int depth) {
        Map<String, Json> members = new LinkedHashMap<>();
        while (!isNext('}')) {
            String key = value(depth + 1).text().orElseThrow(this::wrong);
            take(':');
            if (members.put(key, value(depth + 1)) != null) {
                throw wrong();
            }
            separate('}');
        }
        return new Json.Members(members);
    }

    private Json items(char end, int depth) {
        List<Json> items = new ArrayList<>();
        while (!isNext(end)) {
            items.add(value(depth + 1));
            separate(end);
        }
        return new Json.Items(items);
    }

    private void separate(char end) {
        boolean isSeparated = isNext(',') || at < text.length() && text.charAt(at) == end;
        if (!isSeparated) {
            throw wrong();
        }
    }

    private void take(char wanted) {
        if (!isNext(wanted)) {
            throw wrong();
        }
    }

    private boolean isNext(char wanted) {
        skipBlanks();
        boolean is = at < text.length() && text.charAt(at) == wanted;
        at += is ? 1 : 0;
        return is;
    }

    private Matcher matcher(Pattern token) {
        skipBlanks();
        return token.matcher(text).region(at, text.length());
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("no literal of Python at character " + at);
    }
}
