package io.inferencestream.core.foreign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Labels as tools write them into JSON: an array, an object from index to label (Hugging Face's {@code id2label}), an
 * object from label to index (Keras's {@code class_indices}), or an object that has such a thing as {@code id2label} or
 * {@code label_names}. A label may be a pair whose second text is meant, as in Keras's {@code imagenet_class_index}.
 */
public final class JsonLabels {
    private static final String WHOLE = "0|[1-9]\\d{0,8}";

    private JsonLabels() {}

    /**
     * The labels by class index; at least one, and none of them blank.
     *
     * @throws IllegalArgumentException saying why they cannot be told
     */
    public static List<String> of(Json json) {
        Optional<Json> inside = json.get("id2label").or(() -> json.get("label_names"));
        List<String> labels = inside.isPresent() ? of(inside.get()) : listed(json);
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("there is no label");
        }
        int blank = labels.stream().map(String::isBlank).toList().indexOf(true);
        if (blank >= 0) {
            throw new IllegalArgumentException("the label of index " + blank + " is blank");
        }
        return labels;
    }

    private static List<String> listed(Json json) {
        if (json instanceof Json.Items items) {
            return items.values().stream().map(JsonLabels::label).toList();
        }
        if (json instanceof Json.Members members) {
            return ofObject(members.members());
        }
        throw new IllegalArgumentException("it is neither an array nor an object");
    }

    private static List<String> ofObject(Map<String, Json> members) {
        boolean fromIndex = members.keySet().stream().allMatch(name -> name.matches(WHOLE));
        boolean toIndex = members.values().stream()
                .allMatch(value ->
                        value instanceof Json.Number number && number.literal().matches(WHOLE));
        if (fromIndex && toIndex) {
            boolean isSame = members.entrySet().stream()
                    .allMatch(entry -> entry.getValue().text().equals(Optional.of(entry.getKey())));
            if (!isSame) {
                throw new IllegalArgumentException("which of its numbers are indexes and which labels cannot be told");
            }
        }
        Map<Integer, String> byIndex = new TreeMap<>();
        members.forEach((name, value) -> {
            int index = fromIndex ? Integer.parseInt(name) : index(name, value, toIndex);
            if (byIndex.put(index, fromIndex ? label(value) : name.strip()) != null) {
                throw new IllegalArgumentException("two labels have the index " + index);
            }
        });
        return complete(byIndex);
    }

    private static int index(String name, Json value, boolean toIndex) {
        if (!toIndex) {
            throw new IllegalArgumentException("the name \"" + name + "\" is no index");
        }
        return Integer.parseInt(value.text().orElseThrow());
    }

    private static List<String> complete(Map<Integer, String> byIndex) {
        for (int i = 0; i < byIndex.size(); i++) {
            if (!byIndex.containsKey(i)) {
                throw new IllegalArgumentException("the class of index " + i + " has no label");
            }
        }
        return new ArrayList<>(byIndex.values());
    }

    private static String label(Json value) {
        Optional<String> pair = value.items()
                .filter(items -> items.size() == 2)
                .filter(items -> items.get(0).text().isPresent())
                .flatMap(items -> items.get(1).text());
        return value.text()
                .or(() -> pair)
                .map(String::strip)
                .orElseThrow(() -> new IllegalArgumentException("a label is no text"));
    }
}
