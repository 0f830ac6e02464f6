package io.inferencestream.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Everything that one program can be told.
 *
 * @param program what it is called in messages, such as {@code stream}
 * @param variablePrefix what its environment variables begin with, such as {@code INFERENCE_STREAM_}
 * @param launcherVariables variables that begin so, and are others' to read
 * @param keys its own keys
 * @param passThrough sections whose keys are not its own
 */
public record KnownKeys(
        String program,
        String variablePrefix,
        Set<String> launcherVariables,
        List<Key<?>> keys,
        List<PassThrough> passThrough) {
    public KnownKeys {
        launcherVariables = Set.copyOf(launcherVariables);
        keys = List.copyOf(keys);
        passThrough = List.copyOf(passThrough);
    }

    /** The environment variable that overrides a key: {@code INFERENCE_STREAM_LIMITS_IMAGE_BYTES}. */
    public String variable(Key<?> key) {
        String words = key.path().replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('.', '_');
        return variablePrefix + words.toUpperCase(Locale.ROOT);
    }

    /** What the variables of a section's keys begin with. */
    String variablePrefix(PassThrough section) {
        return variablePrefix + section.section().toUpperCase(Locale.ROOT) + "_";
    }

    Set<String> paths() {
        return keys.stream().map(Key::path).collect(Collectors.toCollection(TreeSet::new));
    }

    Optional<PassThrough> passThrough(String section) {
        return passThrough.stream().filter(one -> one.section().equals(section)).findFirst();
    }
}
