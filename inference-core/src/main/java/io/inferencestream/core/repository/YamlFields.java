package io.inferencestream.core.repository;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a YAML file, read field by field. What is wrong is noted, with the key, the value and what to do, and a
 * stand-in answered, so that reading goes on to the next problem.
 */
final class YamlFields {
    private final ObjectNode node;
    private final String path;
    private final List<String> problems;

    YamlFields(ObjectNode node, String path, List<String> problems, List<String> known) {
        this.node = node;
        this.path = path;
        this.problems = problems;
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                problems.add(path + key + " is not known: did you mean " + path + NearestWord.of(key, known) + "?");
            }
        });
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    void problem(String key, String text) {
        problems.add(path + key + " " + text);
    }

    /** A whole number; the stand-in is {@code min}. */
    int integer(String key, int min, int max) {
        JsonNode value = node.path(key);
        if (value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= min && value.intValue() <= max) {
            return value.intValue();
        }
        problem(key, found(value) + ": give a whole number from " + min + " to " + max);
        return min;
    }

    @Nullable
    String text(String key) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            problem(key, found(value) + ": give a text, in quotes if it looks like a number");
            return null;
        }
        return value.textValue();
    }

    /** One of an enum's constants, written in lower case with hyphens or as the constant is. */
    <E extends Enum<E>> E choice(String key, E[] choices, Function<E, String> spelling, E byDefault) {
        String text = text(key);
        if (text == null) {
            return byDefault;
        }
        for (E choice : choices) {
            if (spelling.apply(choice).equals(text)) {
                return choice;
            }
        }
        String all = Stream.of(choices).map(spelling).collect(Collectors.joining(", "));
        problem(key, "is '" + text + "': give one of " + all);
        return byDefault;
    }

    /** One number or a list of numbers. */
    List<Double> numbers(String key, List<Double> byDefault) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return byDefault;
        }
        List<Double> numbers = new ArrayList<>();
        Iterable<JsonNode> items = value.isArray() ? value : List.of(value);
        for (JsonNode item : items) {
            if (!item.isNumber() || !Double.isFinite(item.doubleValue())) {
                problem(key, found(value) + ": give a number, or a list with one for each channel");
                return byDefault;
            }
            numbers.add(item.doubleValue());
        }
        if (numbers.isEmpty()) {
            problem(key, "is empty: give a number, or a list with one for each channel");
            return byDefault;
        }
        return numbers;
    }

    List<String> texts(String key) {
        JsonNode value = node.path(key);
        List<String> texts = new ArrayList<>();
        if (!value.isArray()) {
            problem(key, found(value) + ": give a list");
            return texts;
        }
        for (JsonNode item : value) {
            boolean good = item.isTextual() ? !item.textValue().isBlank() : item.isIntegralNumber();
            if (!good) {
                problem(key + "[" + texts.size() + "]", found(item) + ": give a text, in quotes");
            }
            texts.add(item.asText());
        }
        return texts;
    }

    /** Keys of any name with a plain value each, in the file's order. */
    Map<String, JsonNode> scalars(String key) {
        Map<String, JsonNode> scalars = new LinkedHashMap<>();
        ObjectNode child = object(key);
        if (child != null) {
            child.properties().forEach(entry -> {
                if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
                    scalars.put(entry.getKey(), entry.getValue());
                } else {
                    problem(key + "." + entry.getKey(), found(entry.getValue()) + ": give one plain value");
                }
            });
        }
        return scalars;
    }

    /** The mapping under a key, an empty one where there is none. */
    YamlFields child(String key, List<String> known) {
        ObjectNode child = object(key);
        return new YamlFields(child == null ? node.objectNode() : child, path + key + ".", problems, known);
    }

    private @Nullable ObjectNode object(String key) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (value instanceof ObjectNode object) {
            return object;
        }
        problem(key, found(value) + ": give a mapping of keys to values");
        return null;
    }

    static String found(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "is missing";
        }
        return value.isValueNode()
                ? "is '" + value.asText() + "'"
                : "is a " + value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
