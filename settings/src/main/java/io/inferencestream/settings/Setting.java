package io.inferencestream.settings;

import java.util.List;

/**
 * What was given for one key, not yet understood.
 *
 * @param origin as in {@link Problem#origin()}
 * @param values the one text of a scalar, or the texts of a list
 * @param isList whether it was written as a list
 */
public record Setting(String origin, List<String> values, boolean isList) {
    public Setting {
        values = List.copyOf(values);
    }

    /** The origin of what a file says in a node. */
    static String line(YamlNode node) {
        return "line " + node.line();
    }

    /** What was given as one text. */
    public static Setting scalar(String origin, String text) {
        return new Setting(origin, List.of(text), false);
    }

    /** The value as one text, a list joined by commas. */
    public String text() {
        return String.join(",", values);
    }
}
