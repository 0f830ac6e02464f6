package io.inferencestream.settings;

import java.util.List;
import java.util.Set;

/**
 * A section whose keys are somebody else's, written on one line each, with their dots.
 *
 * @param section its name, such as {@code kafka}
 * @param names keys that are known; their spelling is restored where a variable lost it, and at the top of a file they are
 *     sent here
 * @param prefixes what may stand before a name; the longer ones first
 */
public record PassThrough(String section, Set<String> names, List<String> prefixes) {
    public PassThrough {
        names = Set.copyOf(names);
        prefixes = List.copyOf(prefixes);
    }

    /** A section of whose keys nothing is known. */
    public static PassThrough of(String section) {
        return new PassThrough(section, Set.of(), List.of());
    }

    /** Whether the name, less a prefix, is known. */
    boolean knows(String name) {
        return names.contains(name.substring(prefix(name).length()));
    }

    /** The key in dots, or as its owner spells it where it has an underscore in its name. */
    String spelled(String dotted) {
        String prefix = prefix(dotted);
        String bare = dotted.substring(prefix.length());
        return prefix
                + names.stream()
                        .filter(name -> name.replace('_', '.').equals(bare))
                        .findFirst()
                        .orElse(bare);
    }

    private String prefix(String key) {
        return prefixes.stream().filter(key::startsWith).findFirst().orElse("");
    }
}
