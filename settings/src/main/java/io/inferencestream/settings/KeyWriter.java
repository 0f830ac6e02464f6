package io.inferencestream.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes keys as YAML, one a line below their sections.
 *
 * <p>Not thread-safe: writes one text.
 */
final class KeyWriter {
    private static final int WIDTH = 118;

    private final Map<String, String> meanings;
    private final StringBuilder text = new StringBuilder();
    private String open = "";

    /** Writes no comments. */
    KeyWriter() {
        this(Map.of());
    }

    /** @param meanings of sections, by path */
    KeyWriter(Map<String, String> meanings) {
        this.meanings = meanings;
    }

    /** A key and what it is read as. */
    void line(Key key, Setting setting) {
        open(key.section());
        List<String> shown = setting.values().stream()
                .map(value -> Secrets.masked(key.path(), value))
                .toList();
        value(key, setting.isList() ? shown : String.join(",", shown));
    }

    /** A key and its default, below its meaning and, in brackets, the form of its text. */
    void reference(Key key) {
        if (key.section().isEmpty()) {
            gap();
        }
        open(key.section());
        comment(indent(key.section()), key.means() + " [" + key.type().form() + "]");
        value(key, key.byDefault());
    }

    String text() {
        return text.toString();
    }

    private void value(Key key, Object value) {
        boolean isEmptyList = key.type().isList() && value.equals("");
        text.append(indent(key.section()))
                .append(key.name())
                .append(": ")
                .append(YamlDocument.line(isEmptyList ? List.of() : value))
                .append('\n');
    }

    /** Opens a section, and those that it is in, unless they are open. */
    private void open(String section) {
        if (section.isEmpty() || (open + ".").startsWith(section + ".")) {
            open = section;
            return;
        }
        int dot = section.lastIndexOf('.');
        String parent = dot < 0 ? "" : section.substring(0, dot);
        if (parent.isEmpty()) {
            gap();
        }
        open(parent);
        comment(indent(parent), meanings.getOrDefault(section, ""));
        text.append(indent(parent)).append(section.substring(dot + 1)).append(":\n");
        open = section;
    }

    private void gap() {
        if (!meanings.isEmpty() && text.length() > 0) {
            text.append('\n');
        }
    }

    private static String indent(String section) {
        return section.isEmpty() ? "" : "  ".repeat(section.split("\\.").length);
    }

    /** Wraps sentences; each line after a hash. */
    private void comment(String indent, String sentences) {
        StringBuilder line = new StringBuilder();
        for (String word : Arrays.asList(sentences.split(" "))) {
            if (line.length() > 0 && indent.length() + 3 + line.length() + word.length() > WIDTH) {
                text.append(indent).append("# ").append(line).append('\n');
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        if (line.length() > 0) {
            text.append(indent).append("# ").append(line).append('\n');
        }
    }
}
