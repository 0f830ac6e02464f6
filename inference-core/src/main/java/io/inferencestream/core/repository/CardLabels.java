package io.inferencestream.core.repository;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a card's labels, from the card itself or from the file that it names. */
final class CardLabels {

    private CardLabels() {}

    /**
     * Notes what is wrong with the fields; the answer has at least one label even then.
     *
     * @param card the file that the fields are from, whose folder a file's name is relative to
     * @param modelFolder the folder that the file must lie in
     */
    static List<String> read(YamlFields fields, Path card, Path modelFolder) {
        List<String> labels = List.of();
        if (fields.has("labels") == fields.has("labelsFile")) {
            fields.problem(
                    "labels",
                    fields.has("labels")
                            ? "and labelsFile are both given: leave one out"
                            : "is missing: list the classes' names by class index, or name a file with one a line"
                                    + " as labelsFile");
        } else if (fields.has("labels")) {
            labels = fields.texts("labels");
            if (labels.isEmpty()) {
                fields.problem("labels", "is empty: list the classes' names by class index");
            }
        } else {
            String name = fields.text("labelsFile");
            labels = name == null ? labels : from(fields, name, card, modelFolder);
        }
        return labels.isEmpty() ? List.of("?") : labels; // a stand-in: a problem has been noted
    }

    private static List<String> from(YamlFields fields, String name, Path card, Path modelFolder) {
        Path folder = card.toAbsolutePath().normalize().getParent();
        Path path = folder == null ? null : folder.resolve(name).normalize();
        if (path == null || !path.startsWith(modelFolder.toAbsolutePath().normalize())) {
            fields.problem(
                    "labelsFile", "is '" + name + "', which is outside " + modelFolder + ": move the file there");
            return List.of();
        }
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(path));
            while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
                lines.remove(lines.size() - 1);
            }
            lines.replaceAll(String::strip);
            if (lines.isEmpty() || lines.contains("")) {
                fields.problem(
                        "labelsFile",
                        "is '" + name + "', whose line " + (lines.indexOf("") + 1)
                                + " is empty: give one label a line");
                return List.of();
            }
            return lines;
        } catch (CharacterCodingException e) {
            fields.problem("labelsFile", "is '" + name + "', which is not UTF-8 text: convert it");
        } catch (IOException e) {
            fields.problem("labelsFile", "is '" + name + "', but " + path + " cannot be read: " + e);
        }
        return List.of();
    }
}
