package io.inferencestream.settings;

import java.util.List;
import java.util.stream.Collectors;

/** Writes keys as a table in Markdown. */
final class KeyTable {
    private KeyTable() {}

    static String of(List<Key> keys) {
        return keys.stream()
                .map(KeyTable::row)
                .collect(Collectors.joining("", "| Key | Value | Default | Meaning |\n|---|---|---|---|\n", ""));
    }

    private static String row(Key key) {
        return "| `%s` | %s | %s | %s |\n"
                .formatted(key.path(), escaped(key.type().form()), byDefault(key), escaped(key.means()));
    }

    private static String byDefault(Key key) {
        String text = key.byDefault().isEmpty() ? "" : "`" + key.byDefault() + "`";
        return key.isRequired() ? "must be given, such as " + text : text;
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
