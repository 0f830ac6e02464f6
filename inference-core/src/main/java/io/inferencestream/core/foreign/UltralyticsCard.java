package io.inferencestream.core.foreign;

import java.util.List;
import java.util.Optional;

/** The card of an ONNX file that Ultralytics exported: it says in its metadata what it was trained for. */
final class UltralyticsCard {
    private static final String NAMES = "names";
    private static final String TASK = "task";

    private final ModelDescription model;
    private final String origin;

    UltralyticsCard(ModelDescription model) {
        this.model = model;
        this.origin = model.file() + ": metadata ";
    }

    /** Whether a model says what Ultralytics lets it say. */
    static boolean isMade(ModelDescription model) {
        return model.metadata().containsKey(NAMES) && model.metadata().containsKey(TASK);
    }

    void describe(CardDraft draft) {
        try {
            draft.putLabels(JsonLabels.of(PythonLiteral.parse(entry(NAMES))), origin + NAMES);
        } catch (IllegalArgumentException e) {
            draft.ask(
                    "labels",
                    origin + "names cannot be read: " + e.getMessage(),
                    "List the classes' names by class index.");
        }
        addSize(draft);
        draft.put("input.range", "[0, 1]", "what Ultralytics does: pixels are divided by 255");
        switch (entry(TASK)) {
            case "classify" -> addClassification(draft);
            default ->
                draft.ask(
                        "output",
                        origin + "task is " + entry(TASK) + ", which is not read",
                        "Export a model for classify.");
        }
    }

    private void addSize(CardDraft draft) {
        Optional<List<String>> sizes = literal("imgsz")
                .flatMap(Json::items)
                .map(items ->
                        items.stream().flatMap(item -> item.text().stream()).toList())
                .filter(texts -> texts.size() == 2);
        sizes.ifPresent(texts -> {
            draft.put("input.height", texts.get(0), origin + "imgsz");
            draft.put("input.width", texts.get(1), origin + "imgsz");
        });
    }

    private void addClassification(CardDraft draft) {
        draft.put("output", "probabilities", origin + "task classify: the exported head ends with a softmax");
        draft.put(
                "resize",
                "{mode: center-crop, filter: bilinear, antialias: true}",
                origin + "task classify: the shorter side is scaled by Pillow, the middle kept");
    }

    private Optional<Json> literal(String name) {
        try {
            return Optional.of(PythonLiteral.parse(entry(name)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String entry(String name) {
        return model.metadata().getOrDefault(name, "").strip();
    }
}
