package io.inferencestream.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one YAML document into nodes that keep the text of their scalars: {@code 0123} stays a password, and does not
 * become a number.
 *
 * <p>Keys given twice and aliases are problems. Not thread-safe: reads one text.
 */
public final class YamlReader {
    private final List<Problem> problems;

    /** @param problems where problems are added */
    public YamlReader(List<Problem> problems) {
        this.problems = problems;
    }

    /** Reads the text; what cannot be read is left out and is a problem. */
    public YamlNode.Fields read(String yaml) {
        YamlNode.Fields nothing = new YamlNode.Fields(1, Map.of());
        try (YAMLParser parser = new YAMLFactory().createParser(yaml)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return nothing;
            }
            YamlNode root = node(parser, first, "");
            if (parser.nextToken() != null) {
                add("---", parser, "is a second YAML document", "Write one document.");
            }
            if (root instanceof YamlNode.Fields fields) {
                return fields;
            }
            if (!(root instanceof YamlNode.Empty)) {
                problems.add(new Problem(
                        "configuration",
                        "",
                        "line " + root.line(),
                        "is not a mapping of keys to values",
                        "Write keys such as \"application: inference-stream\"."));
            }
        } catch (JsonProcessingException e) {
            String origin =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr();
            String wrong =
                    String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
            problems.add(new Problem(
                    "configuration", "", origin, "is not YAML: " + wrong, "Mend the indentation or the quotes there."));
        } catch (IOException e) {
            throw new IllegalStateException("reading a text does no input or output", e);
        }
        return nothing;
    }

    private YamlNode node(YAMLParser parser, JsonToken token, String path) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        if (parser.isCurrentAlias()) {
            add(path, parser, "is a YAML alias", "Write the value itself.");
            return new YamlNode.Empty(line);
        }
        return switch (token) {
            case START_OBJECT -> fields(parser, path);
            case START_ARRAY -> items(parser, path);
            case VALUE_NULL -> new YamlNode.Empty(line);
            default -> new YamlNode.Scalar(line, parser.getText());
        };
    }

    private YamlNode.Fields fields(YAMLParser parser, String path) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        Map<String, YamlNode> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String fieldPath = path.isEmpty() ? name : path + "." + name;
            int nameLine = parser.currentTokenLocation().getLineNr();
            YamlNode value = node(parser, parser.nextToken(), fieldPath);
            YamlNode earlier = fields.putIfAbsent(name, value);
            if (earlier != null) {
                problems.add(new Problem(
                        fieldPath,
                        "",
                        "line " + nameLine,
                        "is given a second time, after line " + earlier.line(),
                        "Keep one of them."));
            }
        }
        return new YamlNode.Fields(line, fields);
    }

    private YamlNode.Items items(YAMLParser parser, String path) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        List<YamlNode> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(node(parser, token, path));
        }
        return new YamlNode.Items(line, items);
    }

    private void add(String path, YAMLParser parser, String wrong, String remedy) {
        String origin = "line " + parser.currentTokenLocation().getLineNr();
        problems.add(new Problem(path, "", origin, wrong, remedy));
    }
}
