package io.inferencestream.core.foreign;

import io.inferencestream.core.foreign.ForeignCard.Folders;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The card of a model from Hugging Face: {@code config.json} and {@code preprocessor_config.json}. */
final class HuggingFaceCard {
    private static final String CONFIG = "config.json: ";
    private static final Json NOTHING = new Json.Members(Map.of());
    private static final String PROCESSOR = "preprocessor_config.json: ";

    private final Folders folders;
    private final Json config;
    private final Json processor;
    private final boolean hasProcessor;
    private final ModelDescription model;

    /** @param processor how it is fed; what it does not say is asked for */
    HuggingFaceCard(Folders folders, Optional<Json> config, Optional<Json> processor, ModelDescription model) {
        this.folders = folders;
        this.config = config.orElse(NOTHING);
        this.processor = processor.orElse(NOTHING);
        this.hasProcessor = processor.isPresent();
        this.model = model;
    }

    void describe(CardDraft draft) {
        addAnswers(draft);
        if (hasProcessor) {
            addPixels(draft);
            new HuggingFaceResize(processor).describe(draft);
        }
    }

    private void addAnswers(CardDraft draft) {
        String architecture = config.get("architectures")
                .flatMap(Json::items)
                .filter(names -> !names.isEmpty())
                .flatMap(names -> names.get(0).text())
                .orElse("");
        if (!architecture.endsWith("ForImageClassification")) {
            String what = architecture.isEmpty() ? "names no architecture" : "names " + architecture;
            draft.ask(
                    "output",
                    CONFIG + what + ", which is no classification",
                    "Say task and output, as docs/model-card.md has it.");
        }
        if (config.get("id2label").isPresent()) {
            draft.putText("labelsFile", folders.relative("config.json"), CONFIG + "id2label");
        } else {
            draft.ask("labels", CONFIG + "has no id2label", "List the classes' names by class index.");
        }
        if (architecture.endsWith("ForImageClassification")) {
            addOutput(draft);
        }
    }

    private void addOutput(CardDraft draft) {
        String problem = config.get("problem_type").flatMap(Json::text).orElse("");
        String origin = CONFIG + (problem.isEmpty() ? "architectures" : "problem_type " + problem);
        String output = Map.of(
                        "",
                        "logits",
                        "single_label_classification",
                        "logits",
                        "multi_label_classification",
                        "independent-logits")
                .get(problem);
        if (output == null) {
            draft.ask("output", origin + " is not known", "Say task and output, as docs/model-card.md has it.");
        } else {
            draft.put("output", output, origin);
        }
        if (model.outputs().size() > 1) {
            TensorFacts.output(model, "logits")
                    .ifPresent(logits ->
                            draft.putText("outputTensor", logits.name(), model.file() + ": output " + logits));
        }
    }

    private void addPixels(CardDraft draft) {
        config.get("num_channels")
                .flatMap(Json::text)
                .ifPresent(channels -> draft.put("input.channels", channels, CONFIG + "num_channels"));
        boolean isNormalised = flag("do_normalize", processor.get("image_mean").isPresent());
        addRange(draft);
        if (isNormalised) {
            addNumbers(draft, "image_mean", "input.mean", 1);
            boolean twice = flag("include_top", false) && type().startsWith("EfficientNet");
            addNumbers(draft, "image_std", "input.std", twice ? 2 : 1);
        }
        if (flag("do_flip_channel_order", false)) {
            if (isNormalised) {
                draft.ask(
                        "input.channelOrder",
                        PROCESSOR
                                + "do_flip_channel_order beside do_normalize does not tell in which order mean and std are",
                        "Write BGR, and mean and std in that order.");
            } else {
                draft.put("input.channelOrder", "BGR", PROCESSOR + "do_flip_channel_order");
            }
        }
    }

    private void addRange(CardDraft draft) {
        boolean isRescaled = flag("do_rescale", true);
        Optional<Double> factor = processor.get("rescale_factor").flatMap(Json::number);
        double low = flag("rescale_offset", false) ? -1 : 0;
        double high = isRescaled ? low + 255 * factor.orElse(1 / 255.0) : 255;
        String origin = !isRescaled
                ? "do_rescale"
                : factor.isPresent() ? "rescale_factor" : "no rescale_factor, so the library's own, 1/255";
        draft.put("input.range", "[" + shown(isRescaled ? low : 0) + ", " + shown(high) + "]", PROCESSOR + origin);
    }

    /** @param power of each number */
    private void addNumbers(CardDraft draft, String entry, String key, int power) {
        Optional<List<Json>> items = processor.get(entry).flatMap(Json::items);
        Optional<Double> one = processor.get(entry).flatMap(Json::number);
        List<Double> numbers = items.map(list ->
                        list.stream().flatMap(item -> item.number().stream()).toList())
                .orElse(one.map(List::of).orElse(List.of()));
        if (numbers.isEmpty()) {
            draft.ask(key, PROCESSOR + "has do_normalize, but no " + entry, "Write the numbers used in training.");
            return;
        }
        List<String> texts =
                numbers.stream().map(number -> shown(Math.pow(number, power))).toList();
        draft.put(
                key,
                "[" + String.join(", ", texts) + "]",
                PROCESSOR + entry + (power == 1 ? "" : ", applied twice by include_top"));
    }

    private String type() {
        return processor
                .get("image_processor_type")
                .or(() -> processor.get("feature_extractor_type"))
                .flatMap(Json::text)
                .orElse("");
    }

    private boolean flag(String name, boolean byDefault) {
        return processor.get(name).flatMap(Json::flag).orElse(byDefault);
    }

    /** Rounded where a quotient such as 1/255 was. */
    private static String shown(double value) {
        double rounded = Math.rint(value * 1e9) / 1e9;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }
}
