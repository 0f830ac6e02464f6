package io.inferencestream.settings;

import java.util.List;
import java.util.Map;

/** A YAML value whose scalars are still the text that was written. */
sealed interface YamlNode {

    /** Line of the file, from 1. */
    int line();

    /** Nothing at all, or {@code null}, or {@code ~}. */
    record Empty(int line) implements YamlNode {}

    record Scalar(int line, String text) implements YamlNode {}

    record Items(int line, List<YamlNode> items) implements YamlNode {}

    record Fields(int line, Map<String, YamlNode> fields) implements YamlNode {}
}
