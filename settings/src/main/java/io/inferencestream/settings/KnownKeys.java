package io.inferencestream.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        if (isDotted(section, name)) {
            return "Nest it: " + name.replace(".", ": {") + ": ...}.";
        }
        Optional<Map.Entry<String, PassThrough>> owner = owner(section, name);
        if (owner.isPresent()) {
            return "It is a key of " + owner.get().getValue().owner() + "'s: put it under "
                    + owner.get().getKey() + ".";
        }
        return nearest(section, name)
                .map(nearest -> "Did you mean " + nearest + "?")
                .orElseGet(() -> "Known here: " + String.join(", ", siblings(section)) + ".");
    }

    /** The path of the key or section that was meant by one that nobody asked for, as far as can be told. */
    Optional<String> meant(String section, String name) {
        return isDotted(section, name)
                ? Optional.of(name)
                : owner(section, name)
                        .map(owner -> Key.path(owner.getKey(), name))
                        .or(() -> nearest(section, name));
    }

    private boolean isDotted(String section, String name) {
        return section.isEmpty() && paths().contains(name);
    }

    private Optional<Map.Entry<String, PassThrough>> owner(String section, String name) {
        return passedThrough.entrySet().stream()
                .filter(others -> section.isEmpty() && others.getValue().knows(name))
                .findFirst();
    }

    private Optional<String> nearest(String section, String name) {
        return Nearest.to(name, siblings(section))
                .map(sibling -> Key.path(section, sibling))
                .or(() -> Optional.of(name).filter(sections::containsKey))
                .or(() -> Nearest.to(name, paths()));
    }

    private Set<String> paths() {
        return keys.stream().map(Key::path).collect(Collectors.toCollection(TreeSet::new));
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
