package io.inferencestream.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Takes nodes of a file for what their place in it calls for: a value, a section, or a key with dots. */
final class NodeReader {
    private final Consumer<Problem> problems;

    /** @param problems takes what is wrong */
    NodeReader(Consumer<Problem> problems) {
        this.problems = problems;
    }

    /** What a node says for a key; nothing where it is empty or no value, which is a problem. */
    Optional<Setting> setting(String path, YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar) {
            return Optional.of(Setting.scalar(Setting.line(node), scalar.text()));
        }
        if (node instanceof YamlNode.Items items) {
            return Optional.of(new Setting(Setting.line(node), texts(path, items), true));
        }
        if (node instanceof YamlNode.Fields) {
            add(path, node, "is a section where a value is wanted", "Write a value after the colon.");
        }
        return Optional.empty();
    }

    private List<String> texts(String path, YamlNode.Items items) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < items.items().size(); i++) {
            YamlNode item = items.items().get(i);
            String itemPath = path + "[" + i + "]";
            if (item instanceof YamlNode.Scalar scalar) {
                texts.add(scalar.text());
            } else if (item instanceof YamlNode.Empty) {
                add(itemPath, item, "is empty", "Write a value; the word null needs quotes.");
            } else {
                add(itemPath, item, "is not a plain value", "List plain values.");
            }
        }
        return texts;
    }

    /** What a node says for somebody else's key, which is written with dots and never nested. */
    Optional<Setting> dotted(String section, String name, YamlNode node) {
        if (node instanceof YamlNode.Fields nested) {
            String path = Key.path(section, name);
            String wrong = "is nested, and " + section + "'s own keys are not";
            String remedy = "Write it on one line with dots, such as " + example(name, nested) + ".";
            problems.accept(new Problem(path, "", Setting.line(node), wrong, remedy));
            return Optional.empty();
        }
        return setting(Key.path(section, name), node);
    }

    /** How a nested mapping's first value is written with dots; a secret is not shown. */
    private static String example(String name, YamlNode.Fields nested) {
        return nested.fields().entrySet().stream()
                .findFirst()
                .map(first -> {
                    String key = name + "." + first.getKey();
                    return first.getValue() instanceof YamlNode.Fields deeper
                            ? example(key, deeper)
                            : key + ": " + Secrets.masked(key, shown(first.getValue()));
                })
                .orElse(name + ".key: value");
    }

    /** The keys of a section; none where the node is empty or no section, which is a problem. */
    YamlNode.Fields fields(String path, YamlNode node) {
        if (node instanceof YamlNode.Fields fields) {
            return fields;
        }
        if (!(node instanceof YamlNode.Empty)) {
            add(path, node, "is a section, not a value", "Write its keys below it, indented.");
        }
        return new YamlNode.Fields(node.line(), Map.of());
    }

    /** The names of all keys in a node, at any depth. */
    static Set<String> namesIn(YamlNode node) {
        Set<String> names = new TreeSet<>();
        if (node instanceof YamlNode.Fields fields) {
            fields.fields().forEach((name, value) -> {
                names.add(name);
                names.addAll(namesIn(value));
            });
        }
        return names;
    }

    private void add(String path, YamlNode node, String wrong, String remedy) {
        problems.accept(new Problem(path, shown(node), Setting.line(node), wrong, remedy));
    }

    private static String shown(YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar) {
            return scalar.text();
        }
        if (node instanceof YamlNode.Items items) {
            return items.items().stream().map(NodeReader::shown).collect(Collectors.joining(", ", "[", "]"));
        }
        if (node instanceof YamlNode.Fields fields) {
            return "{" + String.join(", ", fields.fields().keySet()) + "}";
        }
        return "";
    }
}
