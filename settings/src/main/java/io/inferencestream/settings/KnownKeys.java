package io.inferencestream.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a reading has declared so far: keys and sections in their order.
 *
 * <p>Not thread-safe.
 */
final class KnownKeys {
    private final List<Key> keys = new ArrayList<>();
    private final Map<String, String> sections = new LinkedHashMap<>();
    private final Map<String, PassThrough> passedThrough = new LinkedHashMap<>();

    void add(Key key) {
        keys.add(key);
    }

    /** @param means what the section is about, in sentences; may be empty */
    void addSection(String path, String means) {
        sections.put(path, means);
    }

    void addPassedThrough(String section, PassThrough others) {
        passedThrough.put(section, others);
    }

    List<Key> keys() {
        return Collections.unmodifiableList(keys);
    }

    /** What sections are about, by path; an empty text where nothing is given of one. */
    Map<String, String> sections() {
        return Collections.unmodifiableMap(sections);
    }

    /** What to do about a key that nobody asked for. */
    String remedy(String section, String name) {
        Set<String> paths = keys.stream().map(Key::path).collect(Collectors.toCollection(TreeSet::new));
        if (section.isEmpty() && paths.contains(name)) {
            return "Nest it: " + name.replace(".", ": {") + ": ...}.";
        }
        for (Map.Entry<String, PassThrough> others : passedThrough.entrySet()) {
            if (section.isEmpty() && others.getValue().knows(name)) {
                return "It is a key of " + others.getValue().owner() + "'s: put it under " + others.getKey() + ".";
            }
        }
        Set<String> siblings = siblings(section);
        return Nearest.to(name, siblings)
                .map(sibling -> Key.path(section, sibling))
                .or(() -> Nearest.to(name, paths))
                .map(nearest -> "Did you mean " + nearest + "?")
                .orElseGet(() -> "Known here: " + String.join(", ", siblings) + ".");
    }

    private Set<String> siblings(String section) {
        Set<String> siblings = new TreeSet<>();
        keys.stream()
                .filter(key -> key.section().equals(section))
                .map(Key::name)
                .forEach(siblings::add);
        String prefix = section.isEmpty() ? "" : section + ".";
        sections.keySet().stream()
                .filter(path -> path.startsWith(prefix) && path.indexOf('.', prefix.length()) < 0)
                .map(path -> path.substring(prefix.length()))
                .forEach(siblings::add);
        if (passedThrough.containsKey(section)) {
            siblings.addAll(passedThrough.get(section).names());
        }
        return siblings;
    }
}
