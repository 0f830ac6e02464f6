package io.inferencestream.producer.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Labels from a table of two columns, file and label, separated by a comma; a heading {@code file,label} and lines
 * that are empty or begin with {@code #} are skipped, fields may stand in double quotes. An image is looked up by its
 * path first and by its bare file name second.
 */
public final class LabelFile implements Labels {
    private final Map<String, String> labels;

    private LabelFile(Map<String, String> labels) {
        this.labels = labels;
    }

    /**
     * Reads the table.
     *
     * @throws IOException if it cannot be read, or a line has not two fields; the message names file and line
     */
    public static LabelFile read(Path csv) throws IOException {
        Map<String, String> labels = new HashMap<>();
        int number = 0;
        for (String line : Files.readAllLines(csv, StandardCharsets.UTF_8)) {
            number++;
            if (line.isBlank()
                    || line.startsWith("#")
                    || (number == 1 && line.strip().equals("file,label"))) {
                continue;
            }
            List<String> fields = fields(line.strip());
            if (fields.size() != 2 || fields.get(0).isEmpty() || fields.get(1).isEmpty()) {
                throw new IOException(csv + ", line " + number + ": expected file,label but found: " + line);
            }
            labels.put(fields.get(0), fields.get(1));
        }
        return new LabelFile(labels);
    }

    @Override
    public @Nullable String labelOf(String folder, String name) {
        String label = labels.get(name);
        return label != null ? label : labels.get(name.substring(name.lastIndexOf('/') + 1));
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString().strip());
        return fields;
    }
}
