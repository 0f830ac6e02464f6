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
    /** How problems name a second document. */
    static final String NEXT_DOCUMENT = "---";

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

    /**
     * Reads the text; what cannot be read is left out and is a problem.
     *
     * @throws SettingsException if it is not YAML, or no mapping; names that alone, whose keys nobody can know
     */
    YamlNode.Fields read(String yaml) {
        try {
            Iterator<Node> documents = new Yaml(new LoaderOptions())
                    .composeAll(new StringReader(yaml))
                    .iterator();
            if (documents.hasNext()) {
                Node first = documents.next();
                YamlNode root = node(first, "", line(first));
                if (documents.hasNext()) {
                    add(NEXT_DOCUMENT, line(documents.next()), "is a second YAML document", "Write one document.");
                }
                return fields(root);
            }
            return new YamlNode.Fields(1, Map.of());
        } catch (YAMLException e) {
            YamlFault fault = YamlFault.of(e, yaml);
            throw unreadable(fault.origin(), "is not YAML: " + fault.wrong(), fault.remedy());
        }
    }

    private SettingsException unreadable(String origin, String wrong, String remedy) {
        return new SettingsException(List.of(new Problem(what, "", origin, wrong, remedy)));
    }

    private YamlNode.Fields fields(YamlNode root) {
        if (root instanceof YamlNode.Fields fields) {
            return fields;
        }
        if (!(root instanceof YamlNode.Empty)) {
            throw unreadable(
                    "line " + root.line(),
                    "is not a mapping of keys to values",
                    "Write KEY: VALUE on each line, with a space after the colon.");
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
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                String wrong = "merges another mapping into this one, which is not done here";
                add(path.isEmpty() ? what : path, keyLine, wrong, "Write the keys themselves.");
            } else if (tuple.getKeyNode() instanceof ScalarNode key) {
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
