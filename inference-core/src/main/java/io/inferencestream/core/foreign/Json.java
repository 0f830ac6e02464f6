package io.inferencestream.core.foreign;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value of a JSON document. Numbers keep the text in which they are written. */
public sealed interface Json {

    /**
     * Reads one document.
     *
     * @throws IllegalArgumentException if the text is something else, or nested too deeply, or says a name twice; says
     *     what and where
     */
    static Json parse(String text) {
        return new JsonReader(text).document();
    }

    /** The member of that name; nothing where this is no object, or has none, or says null. */
    default Optional<Json> get(String name) {
        return this instanceof Members members
                ? Optional.ofNullable(members.members().get(name)).filter(value -> !(value instanceof Null))
                : Optional.empty();
    }

    /** A text's characters or a number as it is written; nothing of another kind. */
    default Optional<String> text() {
        if (this instanceof Text text) {
            return Optional.of(text.value());
        }
        return this instanceof Number number ? Optional.of(number.literal()) : Optional.empty();
    }

    /** The number that this is. */
    default Optional<Double> number() {
        return this instanceof Number number ? Optional.of(Double.parseDouble(number.literal())) : Optional.empty();
    }

    /** The truth value that this is. */
    default Optional<Boolean> flag() {
        return this instanceof Flag flag ? Optional.of(flag.value()) : Optional.empty();
    }

    /** The items of an array; nothing of another kind. */
    default Optional<List<Json>> items() {
        return this instanceof Items items ? Optional.of(items.values()) : Optional.empty();
    }

    /** An object; keeps the order of its names. */
    record Members(Map<String, Json> members) implements Json {
        public Members {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    /** An array. */
    record Items(List<Json> values) implements Json {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** A string. */
    record Text(String value) implements Json {}

    /** A number, as it is written. */
    record Number(String literal) implements Json {}

    /** {@code true} or {@code false}. */
    record Flag(boolean value) implements Json {}

    /** {@code null}. */
    record Null() implements Json {}
}
