package io.inferencestream.core.model;

/**
 * Names one version of one model.
 *
 * @param name the model's folder in the repository
 * @param version the version's folder below it
 */
public record ModelId(String name, String version) {
    public ModelId {
        if (name.isBlank() || name.contains("/")) {
            throw new IllegalArgumentException("a model's name must not be blank nor contain '/': " + name);
        }
        if (version.isBlank() || version.contains("/")) {
            throw new IllegalArgumentException("a model's version must not be blank nor contain '/': " + version);
        }
    }

    @Override
    public String toString() {
        return name + "/" + version;
    }
}
