package io.inferencestream.core.repository;

import static io.inferencestream.settings.Texts.text;

import io.inferencestream.settings.Section;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a card's examples.
 *
 * @param card the file whose folder the images are relative to
 * @param modelFolder the folder that they must lie in
 * @param versionFolder the folder that the answer is relative to
 */
record CardExamples(Path card, Path modelFolder, Path versionFolder) {
    private static final String KEY = "examples";

    /** Labels by the image's path from the version's folder. */
    Map<String, String> read(Section keys, List<String> labels) {
        Map<String, String> given = keys.entries(KEY, text(), """
                Images beside the model, each with the label that it must get: the first class, for multi-label an \
                accepted one, for detection one that is found. A start predicts them, and is refused if one gets another. \
                Relative to the card, and within the model's folder.""");
        Map<String, String> examples = new LinkedHashMap<>();
        given.forEach((image, label) -> file(keys, image).ifPresent(file -> {
            if (labels.contains(label)) {
                examples.put(
                        versionFolder
                                .toAbsolutePath()
                                .normalize()
                                .relativize(file)
                                .toString(),
                        label);
            } else {
                keys.problemBeside(
                        List.of("labels", "labelsFile"),
                        KEY + "." + image,
                        "is none of the labels",
                        "Write one of the labels, as it is written there.");
            }
        }));
        return examples;
    }

    private Optional<Path> file(Section keys, String image) {
        try {
            Path folder = Optional.ofNullable(card.toAbsolutePath().normalize().getParent())
                    .orElseThrow();
            Path file = folder.resolve(image).normalize();
            if (!file.startsWith(modelFolder.toAbsolutePath().normalize())) {
                keys.problem(KEY + "." + image, "is outside " + modelFolder, "Move the image there.");
            } else if (!Files.isRegularFile(file)) {
                keys.problem(KEY + "." + image, "is not there: " + file, "Put the image there, or mend its name.");
            } else {
                return Optional.of(file);
            }
        } catch (InvalidPathException e) {
            keys.problem(KEY + "." + image, "is no path: " + e.getReason(), "Write an image's path.");
        }
        return Optional.empty();
    }
}
