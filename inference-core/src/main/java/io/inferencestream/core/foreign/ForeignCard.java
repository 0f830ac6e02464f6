package io.inferencestream.core.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the card of a model that has none, from the files that other tools put beside it or into it: of Hugging Face, timm,
 * Ultralytics and Triton, and from the tensors that the model declares.
 */
public final class ForeignCard {
    private static final long MAX_BYTES = 16L << 20;

    private ForeignCard() {}

    /**
     * Reads what there is.
     *
     * @param versionFolder with the model's files
     * @param modelFolder above it, where a file counts for all versions that have none of that name
     * @param payload a SavedModel's folder, or an ONNX file
     * @throws IOException if a file cannot be read
     * @throws ForeignFileException if one is not what its name says; names it
     */
    public static CardDraft draft(Path versionFolder, Path modelFolder, Path payload) throws IOException {
        CardDraft draft = new CardDraft();
        ModelDescription model = description(payload);
        Folders folders = new Folders(versionFolder, modelFolder);
        Optional<Json> config = folders.json("config.json");
        Optional<Json> processor = folders.json("preprocessor_config.json");
        if (config.isPresent() && config.get().get("pretrained_cfg").isPresent()) {
            new TimmCard(folders, config.get(), model).describe(draft);
        } else if (processor.isPresent()
                || config.flatMap(one -> one.get("architectures")).isPresent()) {
            new HuggingFaceCard(folders, config, processor, model).describe(draft);
        } else if (UltralyticsCard.isMade(model)) {
            new UltralyticsCard(model).describe(draft);
        } else if (folders.file("config.pbtxt").isPresent()) {
            new TritonCard(folders, model).describe(draft);
        }
        TensorFacts.add(model, draft);
        askForTheRest(folders, model, draft);
        return draft;
    }

    private static ModelDescription description(Path payload) throws IOException {
        try {
            return Files.isDirectory(payload) ? SavedModelFile.read(payload) : OnnxFile.read(payload);
        } catch (ForeignFileException e) {
            throw new ForeignFileException(payload + " does not say what it takes: " + e.getMessage());
        }
    }

    private static void askForTheRest(Folders folders, ModelDescription model, CardDraft draft) throws IOException {
        for (String name : new String[] {"labels.txt", "labels.json"}) {
            if (!draft.has("labels")
                    && !draft.has("labelsFile")
                    && folders.file(name).isPresent()) {
                draft.putText("labelsFile", folders.relative(name), name + ": lies beside the model");
            }
        }
        boolean isNamed = draft.has("labels") || draft.has("labelsFile") || draft.has("task");
        if (!isNamed) {
            draft.ask("labels", "no file names the classes", "List them by class index.");
        }
        for (String side : new String[] {"width", "height"}) {
            draft.ask("input." + side, model.file() + " leaves it open", "Write the pixels of the images in training.");
        }
        draft.ask("input.channels", model.file() + " leaves it open", "Write 3, or 1 for gray images.");
        boolean isNormalised = Stream.of("range", "mean", "std").anyMatch(key -> draft.has("input." + key));
        if (!isNormalised && !draft.is("input.type", "uint8")) {
            draft.ask(
                    "input.range",
                    "which values pixels had in training is not said",
                    "Write [0, 1], [-1, 1] or [0, 255], and mean and std if there were any.");
        }
        draft.ask(
                "resize",
                "how images were resized in training is not said",
                "Write stretch, center-crop or letterbox.");
        if (!draft.has("task")) {
            draft.ask(
                    "output",
                    "what the output's values are is not said",
                    "Write probabilities, independent, logits or independent-logits.");
        }
    }

    /** The folders in which files of other tools lie. */
    record Folders(Path version, Path model) {
        /** A file of the version's, or else of the model's. */
        Optional<Path> file(String name) {
            return Stream.of(version, model)
                    .map(folder -> folder.resolve(name))
                    .filter(Files::isRegularFile)
                    .findFirst();
        }

        /** Such a file's path from the version's folder. */
        String relative(String name) {
            return file(name)
                    .map(path -> version.relativize(path).toString().replace('\\', '/'))
                    .orElse(name);
        }

        String text(Path file) throws IOException {
            if (Files.size(file) > MAX_BYTES) {
                throw new ForeignFileException(file + " holds more than " + MAX_BYTES + " bytes");
            }
            return Files.readString(file);
        }

        Optional<Json> json(String name) throws IOException {
            Optional<Path> file = file(name);
            if (file.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(Json.parse(text(file.get())));
            } catch (IllegalArgumentException e) {
                throw new ForeignFileException(file.get() + " is not JSON: " + e.getMessage());
            }
        }
    }
}
