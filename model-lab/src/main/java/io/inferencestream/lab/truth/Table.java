package io.inferencestream.lab.truth;

import io.inferencestream.lab.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of comma-separated values (RFC 4180), its first line the names of its columns. Empty lines are passed over.
 *
 * @param rows each as many cells as there are columns
 */
record Table(Path file, List<String> columns, List<List<String>> rows) {
    static Table read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new DataException(file, "cannot be read as UTF-8: " + e, e);
        }
        List<List<String>> lines = new Lines(text.startsWith("\uFEFF") ? text.substring(1) : text).all();
        if (lines.isEmpty()) {
            throw new DataException(file, "is empty");
        }
        List<String> columns = lines.get(0).stream().map(String::strip).toList();
        List<List<String>> rows = lines.subList(1, lines.size());
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new DataException(
                        file, "has " + columns.size() + " columns, but a line with " + row.size() + ": " + row);
            }
        }
        if (rows.isEmpty()) {
            throw new DataException(file, "has no line below the names of its columns");
        }
        return new Table(file, columns, rows);
    }

    /** Takes a text apart, character by character. */
    private static final class Lines {
        private final String text;
        private final List<List<String>> lines = new ArrayList<>();
        private List<String> line = new ArrayList<>();
        private StringBuilder cell = new StringBuilder();
        private int at;

        Lines(String text) {
            this.text = text;
        }

        List<List<String>> all() {
            while (at < text.length()) {
                char c = text.charAt(at++);
                switch (c) {
                    case '"' -> quoted();
                    case ',' -> endCell();
                    case '\n' -> endLine();
                    case '\r' -> {}
                    default -> cell.append(c);
                }
            }
            endLine();
            return lines;
        }

        private void quoted() {
            while (at < text.length()) {
                char c = text.charAt(at++);
                boolean isDoubled = c == '"' && at < text.length() && text.charAt(at) == '"';
                if (c == '"' && !isDoubled) {
                    return;
                }
                cell.append(c);
                at += isDoubled ? 1 : 0;
            }
        }

        private void endCell() {
            line.add(cell.toString().strip());
            cell = new StringBuilder();
        }

        private void endLine() {
            endCell();
            if (line.size() > 1 || !line.get(0).isEmpty()) {
                lines.add(line);
            }
            line = new ArrayList<>();
        }
    }
}
