package io.inferencestream.cluster.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One setting for all subjects, and others for some. Not thread-safe: the {@link SchemaStore} guards it. */
final class Settings<T extends Enum<T>> {
    /** Stands for all subjects that have no value of their own. */
    static final String GLOBAL = "";

    private final T initial;
    private final Map<String, T> values = new HashMap<>();

    Settings(T initial) {
        this.initial = initial;
    }

    T of(String subject) {
        return own(subject).or(() -> own(GLOBAL)).orElse(initial);
    }

    Optional<T> own(String subject) {
        return Optional.ofNullable(values.get(subject));
    }

    void set(String subject, T value) {
        values.put(subject, value);
    }

    void remove(String subject) {
        values.remove(subject);
    }

    Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        values.forEach((subject, value) -> names.put(subject, value.name()));
        return names;
    }
}
