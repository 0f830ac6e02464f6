package io.inferencestream.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Gathers what was said for which key: the file first, the environment over it, placeholders put in.
 *
 * <p>Not thread-safe: gathers one configuration.
 */
final class SettingsSources {
    private final KnownKeys known;
    private final Set<String> paths;
    private final List<Problem> problems;
    private final Map<String, Setting> settings = new TreeMap<>();

    /** @param problems where problems are added */
    SettingsSources(KnownKeys known, List<Problem> problems) {
        this.known = known;
        this.paths = known.paths();
        this.problems = problems;
    }

    /** What is said, by path; what cannot be used is left out and is a problem. */
    Map<String, Setting> gather(String yaml, Map<String, String> environment) {
        fromSection("", new YamlReader(problems).read(yaml));
        settings.putAll(new EnvironmentReader(known, problems).read(environment));
        Placeholders placeholders = new Placeholders(environment);
        Set<String> broken = new HashSet<>();
        settings.replaceAll((path, setting) -> resolved(path, setting, placeholders, broken));
        settings.keySet().removeAll(broken);
        return settings;
    }

    private void fromSection(String section, YamlNode.Fields fields) {
        fields.fields().forEach((name, node) -> {
            String path = section.isEmpty() ? name : section + "." + name;
            if (known.passThrough(section).isPresent()) {
                fromPassThrough(section, name, node);
            } else if (paths.contains(path) && !name.contains(".")) {
                fromValue(path, node);
            } else if (isSection(path)) {
                fromSectionNode(path, node);
            } else {
                unknown(section, name, node);
            }
        });
    }

    private boolean isSection(String path) {
        return known.passThrough(path).isPresent() || paths.stream().anyMatch(one -> one.startsWith(path + "."));
    }

    private void fromSectionNode(String path, YamlNode node) {
        if (node instanceof YamlNode.Fields fields) {
            fromSection(path, fields);
        } else if (!(node instanceof YamlNode.Empty)) {
            add(path, shown(node), node, "is a section, not a value", "Write its keys below it, indented.");
        }
    }

    private void fromPassThrough(String section, String name, YamlNode node) {
        if (node instanceof YamlNode.Fields nested) {
            add(
                    section + "." + name,
                    "",
                    node,
                    "is nested, and " + section + "'s own keys are not",
                    "Write it on one line with dots, such as " + dotted(name, nested) + ".");
        } else {
            fromValue(section + "." + name, node);
        }
    }

    /** How a nested mapping's first value is written with dots; a secret is not shown. */
    private static String dotted(String name, YamlNode.Fields nested) {
        return nested.fields().entrySet().stream()
                .findFirst()
                .map(first -> {
                    String key = name + "." + first.getKey();
                    return first.getValue() instanceof YamlNode.Fields deeper
                            ? dotted(key, deeper)
                            : key + ": " + Secrets.masked(key, shown(first.getValue()));
                })
                .orElse(name + ".key: value");
    }

    private void fromValue(String path, YamlNode node) {
        String origin = "line " + node.line();
        if (node instanceof YamlNode.Scalar scalar) {
            settings.put(path, Setting.scalar(origin, scalar.text()));
        } else if (node instanceof YamlNode.Items items) {
            List<String> texts = new ArrayList<>();
            for (YamlNode item : items.items()) {
                if (item instanceof YamlNode.Scalar scalar) {
                    texts.add(scalar.text());
                } else {
                    add(path, shown(item), item, "holds an item that is not a plain value", "List plain values.");
                }
            }
            settings.put(path, new Setting(origin, texts, true));
        } else if (node instanceof YamlNode.Fields fields) {
            add(path, shown(fields), node, "is a section where a value is wanted", "Write a value after the colon.");
        }
    }

    private void unknown(String section, String name, YamlNode node) {
        String path = section.isEmpty() ? name : section + "." + name;
        add(path, node instanceof YamlNode.Scalar ? shown(node) : "", node, "is not a key", remedy(section, name));
    }

    private String remedy(String section, String name) {
        if (section.isEmpty() && paths.contains(name)) {
            return "Nest it: " + name.replace(".", ": {") + ": ...}.";
        }
        for (PassThrough owner : known.passThrough()) {
            if (section.isEmpty() && owner.knows(name)) {
                String owners = owner.section().substring(0, 1).toUpperCase(Locale.ROOT)
                        + owner.section().substring(1);
                return "It is a key of " + owners + "'s: put it under " + owner.section() + ".";
            }
        }
        Set<String> siblings = siblings(section);
        return Nearest.to(name, siblings)
                .map(sibling -> section.isEmpty() ? sibling : section + "." + sibling)
                .or(() -> Nearest.to(name, paths))
                .map(nearest -> "Did you mean " + nearest + "?")
                .orElseGet(() -> "Known here: " + String.join(", ", siblings) + ".");
    }

    private Set<String> siblings(String section) {
        String prefix = section.isEmpty() ? "" : section + ".";
        Set<String> siblings = paths.stream()
                .filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()).replaceFirst("\\..*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        if (section.isEmpty()) {
            known.passThrough().forEach(one -> siblings.add(one.section()));
        }
        return siblings;
    }

    private Setting resolved(String path, Setting setting, Placeholders placeholders, Set<String> broken) {
        List<String> values = new ArrayList<>();
        for (String value : setting.values()) {
            try {
                values.add(placeholders.resolve(value));
            } catch (BadValueException e) {
                // The reference itself is shown, even for a password: it is what must be mended, and no secret.
                problems.add(new Problem(path, "", setting.origin(), value + " " + e.wrong(), e.remedy()));
                broken.add(path);
            }
        }
        return new Setting(setting.origin(), values, setting.isList());
    }

    private static String shown(YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar) {
            return scalar.text();
        }
        if (node instanceof YamlNode.Items items) {
            return items.items().stream().map(SettingsSources::shown).collect(Collectors.joining(", ", "[", "]"));
        }
        if (node instanceof YamlNode.Fields fields) {
            return "{" + String.join(", ", fields.fields().keySet()) + "}";
        }
        return "";
    }

    private void add(String path, String value, YamlNode node, String wrong, String remedy) {
        problems.add(new Problem(path, value, "line " + node.line(), wrong, remedy));
    }
}
