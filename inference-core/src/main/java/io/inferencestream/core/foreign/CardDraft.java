package io.inferencestream.core.foreign;

import io.inferencestream.settings.YamlDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A card as far as the files of other tools tell it: each key with where its value comes from, and each key that has to be
 * written by somebody who knows.
 *
 * <p>Not thread-safe.
 */
public final class CardDraft {
    /** What stands for a value that nobody has written yet; no key takes it. */
    static final String OPEN = "TODO";

    private static final List<String> ORDER = List.of(
            "labels",
            "labelsFile",
            "task",
            "input.width",
            "input.height",
            "input.channels",
            "input.type",
            "input.layout",
            "input.channelOrder",
            "input.tensor",
            "input.range",
            "input.mean",
            "input.std",
            "resize",
            "output");

    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Map<String, Open> open = new LinkedHashMap<>();
    private final Set<String> sources = new LinkedHashSet<>();

    /**
     * One key.
     *
     * @param yaml the value as it is written
     * @param origin the file and the entry that say so
     */
    private record Line(String yaml, String origin) {}

    /**
     * A key that the files do not tell.
     *
     * @param key with dots
     * @param why it cannot be told
     * @param remedy what to write
     */
    public record Open(String key, String why, String remedy) {
        @Override
        public String toString() {
            return key + ": " + why + ". " + remedy;
        }
    }

    /** Writes down a key, unless it is there already. */
    void put(String key, String yaml, String origin) {
        if (lines.putIfAbsent(key, new Line(yaml, origin)) == null) {
            open.remove(key);
            sources.add(origin.replaceFirst(":.*", ""));
        }
    }

    /** Writes down a key with a text of any characters. */
    void putText(String key, String text, String origin) {
        put(key, YamlDocument.text(Map.of("x", text)).strip().replaceFirst("^x: ", ""), origin);
    }

    /** Writes down the labels, by class index. */
    void putLabels(List<String> labels, String origin) {
        String list = YamlDocument.text(Map.of("x", labels)).strip().replaceFirst("^x:\n", "");
        put("labels", "\n" + list.indent(2).stripTrailing(), origin);
    }

    boolean has(String key) {
        return lines.containsKey(key);
    }

    boolean is(String key, String yaml) {
        Line line = lines.get(key);
        return line != null && line.yaml().equals(yaml);
    }

    /** Says that a key has to be written, unless it is there. */
    void ask(String key, String why, String remedy) {
        if (!has(key)) {
            open.putIfAbsent(key, new Open(key, why, remedy));
        }
    }

    /** What has to be written before there is a card; nothing of a complete one. */
    public List<Open> open() {
        return List.copyOf(open.values());
    }

    /** The names of the files that the card was made of. */
    public List<String> sources() {
        return List.copyOf(sources);
    }

    /** The card, with a comment on each line; a key that is open says {@code TODO}, which is refused. */
    public String yaml() {
        StringBuilder text = new StringBuilder("# Made from " + String.join(", ", sources) + ".\n");
        String section = "";
        for (String key : keys()) {
            int dot = key.indexOf('.');
            String its = dot < 0 ? "" : key.substring(0, dot);
            if (!its.equals(section) && !its.isEmpty()) {
                text.append(its).append(":\n");
            }
            section = its;
            text.append(its.isEmpty() ? "" : "  ")
                    .append(key.substring(dot + 1))
                    .append(':')
                    .append(value(key))
                    .append('\n');
        }
        return text.toString();
    }

    private String value(String key) {
        Line line = lines.get(key);
        if (line == null) {
            Open missing = open.get(key);
            return missing == null ? "" : " " + OPEN + " # " + missing.why() + ". " + missing.remedy();
        }
        return line.yaml().startsWith("\n")
                ? " # " + line.origin() + line.yaml()
                : " " + line.yaml() + " # " + line.origin();
    }

    /** Those of one section together. */
    private List<String> keys() {
        Set<String> all = new LinkedHashSet<>(ORDER);
        all.addAll(lines.keySet());
        all.addAll(open.keySet());
        List<String> known =
                all.stream().filter(key -> has(key) || open.containsKey(key)).toList();
        Map<String, List<String>> sections = known.stream()
                .collect(Collectors.groupingBy(
                        key -> key.contains(".") ? key.substring(0, key.indexOf('.')) : key,
                        LinkedHashMap::new,
                        Collectors.toList()));
        List<String> ordered = new ArrayList<>();
        sections.values().forEach(ordered::addAll);
        return ordered;
    }
}
