package io.inferencestream.core.repository;

import io.inferencestream.core.foreign.Json;
import io.inferencestream.core.foreign.JsonLabels;
import io.inferencestream.settings.BadValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a file of labels: a text with one a line, or JSON. A byte order mark is no part of a label. */
final class LabelsFile {
    private static final long MAX_BYTES = 16L << 20;

    /** Documents whose lines are no labels. */
    private static final Pattern OTHER = Pattern.compile(".*\\.(ya?ml|pbtxt|xml|csv|tsv)", Pattern.CASE_INSENSITIVE);

    private LabelsFile() {}

    /**
     * The labels by class index, at least one, none of them blank.
     *
     * @throws BadValueException if the file holds something else
     * @throws java.nio.charset.CharacterCodingException if it is not UTF-8
     */
    static List<String> read(Path file) throws IOException, BadValueException {
        if (Files.size(file) > MAX_BYTES) {
            throw new BadValueException("holds more than " + MAX_BYTES + " bytes", "Name a file with labels alone.");
        }
        if (OTHER.matcher(file.toString()).matches()) {
            throw new BadValueException(
                    "is no file of labels",
                    "Name a text with one label on every line, or JSON, or list labels in the card.");
        }
        String text = Files.readString(file);
        String marked = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String start = marked.stripLeading();
        boolean isJson = file.toString().endsWith(".json") || start.startsWith("{") || start.startsWith("[");
        return isJson ? json(marked) : lines(marked);
    }

    private static List<String> json(String text) throws BadValueException {
        try {
            return JsonLabels.of(Json.parse(text));
        } catch (IllegalArgumentException e) {
            throw new BadValueException(
                    "begins as JSON does, but holds no labels: " + e.getMessage(),
                    "Write an array of texts, an object from each class index to its label, or plain text with one"
                            + " label on every line.");
        }
    }

    private static List<String> lines(String text) throws BadValueException {
        List<String> lines = new ArrayList<>(text.lines().map(String::strip).toList());
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        if (lines.isEmpty() || lines.contains("")) {
            throw new BadValueException(
                    "has an empty line, " + Math.max(1, lines.indexOf("") + 1), "Write one label on every line.");
        }
        return List.copyOf(lines);
    }
}
