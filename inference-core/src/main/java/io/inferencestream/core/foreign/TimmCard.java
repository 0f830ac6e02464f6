package io.inferencestream.core.foreign;

import io.inferencestream.core.foreign.ForeignCard.Folders;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The card of a model from timm: {@code config.json} with its {@code pretrained_cfg}. */
final class TimmCard {
    private static final String FILE = "config.json: ";
    private static final List<String> FILTERS = List.of("bicubic", "bilinear", "nearest", "lanczos");

    private final Folders folders;
    private final Json config;
    private final Json pretrained;
    private final ModelDescription model;

    TimmCard(Folders folders, Json config, ModelDescription model) {
        this.folders = folders;
        this.config = config;
        this.pretrained = config.get("pretrained_cfg").orElseThrow();
        this.model = model;
    }

    void describe(CardDraft draft) {
        addLabels(draft);
        boolean isTestSize = isTestSize();
        addSize(draft, isTestSize ? "test_input_size" : "input_size");
        addResize(draft, isTestSize && pretrained.get("test_crop_pct").isPresent() ? "test_crop_pct" : "crop_pct");
        draft.put("input.range", "[0, 1]", FILE + "what timm does before mean and std");
        addNumbers(draft, "mean");
        addNumbers(draft, "std");
    }

    private void addLabels(CardDraft draft) {
        Optional<String> classes = config.get("num_classes")
                .or(() -> pretrained.get("num_classes"))
                .flatMap(Json::text);
        if (config.get("label_names").isPresent()) {
            draft.putText("labelsFile", folders.relative("config.json"), FILE + "label_names");
        } else {
            draft.ask(
                    "labels",
                    FILE + "has no label_names"
                            + classes.map(number -> " for its " + number + " classes")
                                    .orElse(""),
                    "List them by class index, or name a file with them as labelsFile.");
        }
        if (classes.filter("0"::equals).isPresent()) {
            draft.ask(
                    "output",
                    FILE + "num_classes is 0: the model has no classes",
                    "Say task and output, as docs/model-card.md has it.");
        } else {
            draft.put("output", "logits", FILE + "what networks of timm answer");
        }
    }

    /** An exported model's own shape may be the larger one that some networks are tested with. */
    private boolean isTestSize() {
        Optional<List<Long>> test = sizes("test_input_size");
        return test.isPresent()
                && model.inputs().stream()
                        .map(DeclaredTensor::shape)
                        .anyMatch(shape ->
                                shape.size() == 4 && shape.subList(1, 4).equals(test.get()));
    }

    private Optional<List<Long>> sizes(String entry) {
        return pretrained
                .get(entry)
                .flatMap(Json::items)
                .map(items -> items.stream()
                        .flatMap(item -> item.number().stream())
                        .map(Double::longValue)
                        .toList())
                .filter(sizes -> sizes.size() == 3);
    }

    private void addSize(CardDraft draft, String entry) {
        sizes(entry).ifPresent(sizes -> {
            draft.put("input.channels", sizes.get(0).toString(), FILE + entry);
            draft.put("input.height", sizes.get(1).toString(), FILE + entry);
            draft.put("input.width", sizes.get(2).toString(), FILE + entry);
        });
    }

    private void addResize(CardDraft draft, String cropEntry) {
        String cropMode = pretrained.get("crop_mode").flatMap(Json::text).orElse("center");
        String filter = pretrained.get("interpolation").flatMap(Json::text).orElse("");
        Optional<String> crop = pretrained.get(cropEntry).flatMap(Json::text);
        boolean isKnown = Stream.of("center", "squash").anyMatch(cropMode::equals) && FILTERS.contains(filter);
        if (!isKnown || crop.isEmpty()) {
            draft.ask(
                    "resize",
                    FILE + "crop_mode, crop_pct and interpolation do not tell it",
                    "Write {mode: center-crop, crop: CROP_PCT, filter: FILTER, antialias: true} as the network was tested.");
            return;
        }
        draft.put(
                "resize",
                "{mode: " + (cropMode.equals("center") ? "center-crop" : "stretch") + ", crop: " + crop.get() + ", "
                        + Pillow.filter(filter) + "}",
                FILE + "crop_mode, " + cropEntry + ", interpolation");
    }

    private void addNumbers(CardDraft draft, String entry) {
        List<String> numbers = pretrained
                .get(entry)
                .flatMap(Json::items)
                .map(items ->
                        items.stream().flatMap(item -> item.text().stream()).toList())
                .orElse(List.of());
        if (numbers.isEmpty()) {
            draft.ask(
                    "input." + entry, FILE + "has no " + entry, "Write the numbers of training, for pixels of 0 to 1.");
        } else {
            draft.put("input." + entry, "[" + String.join(", ", numbers) + "]", FILE + entry);
        }
    }
}
