package io.inferencestream.settings;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads one YAML document into nodes that keep the text of their scalars: {@code 0123} stays a password, and does not
 * become a number.
 *
 * <p>Keys given twice and aliases are problems. Not thread-safe: reads one text.
 */
final class YamlReader {
    private final String what;
    private final List<Problem> problems;
    private final Map<Node, Boolean> met = new IdentityHashMap<>();

    /**
     * @param what the whole text is called, such as {@code configuration}
     * @param problems where problems are added
     */
    YamlReader(String what, List<Problem> problems) {
        this.what = what;
        this.problems = problems;
    }

    /** Reads the text; what cannot be read is left out and is a problem. */
    YamlNode.Fields read(String yaml) {
        try {
            Iterator<Node> documents = new Yaml(new LoaderOptions())
                    .composeAll(new StringReader(yaml))
                    .iterator();
            if (documents.hasNext()) {
                Node first = documents.next();
                YamlNode root = node(first, "", line(first));
                if (documents.hasNext()) {
                    add("---", line(documents.next()), "is a second YAML document", "Write one document.");
                }
                return fields(root);
            }
        } catch (MarkedYAMLException e) {
            String origin = e.getProblemMark() == null
                    ? ""
                    : "line " + (e.getProblemMark().getLine() + 1);
            notYaml(origin, String.valueOf(e.getProblem()));
        } catch (YAMLException e) {
            notYaml("", String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        return new YamlNode.Fields(1, Map.of());
    }

    private void notYaml(String origin, String wrong) {
        problems.add(
                new Problem(what, "", origin, "is not YAML: " + wrong, "Mend the indentation or the quotes there."));
    }

    private YamlNode.Fields fields(YamlNode root) {
        if (root instanceof YamlNode.Fields fields) {
            return fields;
        }
        if (!(root instanceof YamlNode.Empty)) {
            problems.add(new Problem(
                    what,
                    "",
                    "line " + root.line(),
                    "is not a mapping of keys to values",
                    "Write KEY: VALUE on each line."));
        }
        return new YamlNode.Fields(root.line(), Map.of());
    }

    /** @param line where the node is named, or begins */
    private YamlNode node(Node node, String path, int line) {
        if (met.put(node, true) != null) {
            add(path, line, "is a YAML alias", "Write the value itself.");
            return new YamlNode.Empty(line);
        }
        if (node instanceof MappingNode mapping) {
            return fields(mapping, path, line);
        }
        if (node instanceof SequenceNode sequence) {
            List<YamlNode> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(node(item, path, line(item))));
            return new YamlNode.Items(line, items);
        }
        return node.getTag().equals(Tag.NULL)
                ? new YamlNode.Empty(line)
                : new YamlNode.Scalar(line, ((ScalarNode) node).getValue());
    }

    private YamlNode.Fields fields(MappingNode mapping, String path, int line) {
        Map<String, YamlNode> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int keyLine = line(tuple.getKeyNode());
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                String fieldPath = Key.path(path, key.getValue());
                YamlNode earlier = fields.putIfAbsent(key.getValue(), node(tuple.getValueNode(), fieldPath, keyLine));
                if (earlier != null) {
                    String wrong = "is given a second time, after line " + earlier.line();
                    add(fieldPath, keyLine, wrong, "Keep one of them.");
                }
            } else {
                add(path.isEmpty() ? what : path, keyLine, "has a key that is not plain", "Write KEY: VALUE.");
            }
        }
        return new YamlNode.Fields(line, fields);
    }

    private void add(String path, int line, String wrong, String remedy) {
        problems.add(new Problem(path, "", "line " + line, wrong, remedy));
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
