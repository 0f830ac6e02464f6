package io.inferencestream.stream.config;

import java.util.Optional;

/**
 * Names a model of the repository, or one version of it.
 *
 * @param name the model's folder
 * @param version the version's folder; empty means the newest version there is at start
 */
public record ModelRef(String name, Optional<String> version) {
    public ModelRef {
        requireFolder(name);
        version.ifPresent(ModelRef::requireFolder);
    }

    /**
     * Reads {@code NAME} or {@code NAME/VERSION}.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static ModelRef parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new ModelRef(text, Optional.empty())
                : new ModelRef(text.substring(0, slash), Optional.of(text.substring(slash + 1)));
    }

    private static void requireFolder(String folder) {
        if (folder.isBlank() || folder.contains("/") || folder.equals(".") || folder.equals("..")) {
            throw new IllegalArgumentException("a model is named NAME or NAME/VERSION: " + folder);
        }
    }

    @Override
    public String toString() {
        return version.map(v -> name + "/" + v).orElse(name);
    }
}
