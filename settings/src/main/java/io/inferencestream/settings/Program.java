package io.inferencestream.settings;

import java.util.Locale;
import java.util.Set;

/**
 * Whose configuration it is.
 *
 * @param name what it is called in messages, such as {@code stream}
 * @param variablePrefix what the environment variables that override its file begin with, such as {@code
 *     INFERENCE_STREAM_}; empty where there is nothing but the file, whose texts are then taken as they are
 * @param othersVariables variables that begin so and are not read here
 */
public record Program(String name, String variablePrefix, Set<String> othersVariables) {
    public Program {
        othersVariables = Set.copyOf(othersVariables);
    }

    /** Something that a file alone describes. */
    public static Program ofFile(String name) {
        return new Program(name, "", Set.of());
    }

    /** What its file is called in messages. */
    String file() {
        return readsEnvironment() ? "configuration" : name;
    }

    /** Whether environment variables override its file. */
    boolean readsEnvironment() {
        return !variablePrefix.isEmpty();
    }

    /** The variable of a key's path: {@code INFERENCE_STREAM_LIMITS_IMAGE_BYTES} for {@code limits.imageBytes}. */
    public String variable(String path) {
        String words = path.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('.', '_');
        return variablePrefix + words.toUpperCase(Locale.ROOT);
    }
}
