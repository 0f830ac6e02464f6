package io.inferencestream.settings;

import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML as maps, lists, texts, numbers and truth values, for whom a document is data and no settings. */
public final class YamlDocument {
    private static final int NO_WRAPPING = 1 << 20;

    private YamlDocument() {}

    /**
     * What a document says; aliases and merged keys are resolved.
     *
     * @throws IllegalArgumentException if it is not one YAML document, says nothing, or says a key twice; names the line
     */
    public static Object values(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            Object values = new Yaml(new SafeConstructor(options)).load(yaml);
            if (values == null) {
                throw new IllegalArgumentException("is an empty YAML document");
            }
            return values;
        } catch (YAMLException e) {
            YamlFault fault = YamlFault.of(e, yaml);
            String line = fault.line() == 0 ? "" : fault.origin() + ": ";
            throw new IllegalArgumentException("is not YAML: " + line + fault.wrong(), e);
        }
    }

    /** A document in block style; a text that other readers could take for a number or a truth value is quoted. */
    public static String text(Map<String, ?> values) {
        return yaml(DumperOptions.FlowStyle.BLOCK, new Resolver()).dump(values);
    }

    /** A text or a list of texts in one line, quoted only where {@link YamlReader} needs it. */
    static String line(Object value) {
        return yaml(DumperOptions.FlowStyle.FLOW, new NothingButNull())
                .dump(value)
                .strip();
    }

    private static Yaml yaml(DumperOptions.FlowStyle style, Resolver resolver) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(style);
        options.setSplitLines(false);
        options.setWidth(NO_WRAPPING);
        return new Yaml(
                new SafeConstructor(new LoaderOptions()),
                new Representer(options),
                options,
                new LoaderOptions(),
                resolver);
    }

    /** Takes every text for a text. */
    private static final class NothingButNull extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.NULL, Pattern.compile("~|null|Null|NULL|"), "~nN\0");
        }
    }
}
