package io.inferencestream.settings;

import java.util.List;
import java.util.Set;

/**
 * Keys that are somebody else's, written on one line each, with their dots, and passed on as they are.
 *
 * @param owner whose they are, such as {@code Kafka}
 * @param names keys that are known; their spelling is restored where a variable lost it, and at the top of a file they are
 *     sent to their section
 * @param prefixes what may stand before a name; the longer ones first
 * @param isOpen whether other names are passed on too; otherwise they are problems
 */
public record PassThrough(String owner, Set<String> names, List<String> prefixes, boolean isOpen) {
    public PassThrough {
        names = Set.copyOf(names);
        prefixes = List.copyOf(prefixes);
    }

    /** Whether the name, less a prefix, is known. */
    boolean knows(String name) {
        return names.contains(name)
                || names.contains(name.substring(prefix(name).length()));
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
