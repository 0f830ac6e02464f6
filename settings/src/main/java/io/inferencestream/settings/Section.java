package io.inferencestream.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One section of a file, read key by key. The call that reads a key declares it: name, type, default and meaning stand
 * there and nowhere else, and reference, documentation and environment follow from them. So every key has to be read,
 * whatever others say.
 *
 * <p>What is wrong is noted and a stand-in answered, so that reading goes on to the next problem. Not thread-safe.
 */
public final class Section {
    private final Reading reading;
    private final String path;
    private final YamlNode.Fields node;
    private final NodeReader nodes;
    private final Set<String> names = new TreeSet<>();

    Section(Reading reading, String path, YamlNode.Fields node) {
        this.reading = reading;
        this.path = path;
        this.node = node;
        this.nodes = new NodeReader(reading::add);
    }

    /**
     * Reads a key.
     *
     * @param byDefault what is read where nothing is given
     * @param means what it means, in sentences
     */
    public <T> T value(String name, ValueType<T> type, String byDefault, String means) {
        Key key = declared(new Key(path, name, type, false, byDefault, means));
        return reading.value(key, type, given(name), Setting.scalar("default", byDefault));
    }

    /**
     * Reads a key whose default this process finds out by itself; an empty text is as nothing given.
     *
     * @param means says what the default is
     */
    public <T> T value(String name, ValueType<T> type, Supplier<String> byDefault, String means) {
        Key key = declared(new Key(path, name, type, false, "", means));
        Optional<Setting> given = given(name).filter(setting -> !setting.text().isBlank());
        return reading.value(key, type, given, Setting.scalar("default", byDefault.get()));
    }

    /**
     * Reads a key that must be given.
     *
     * @param example a text that it could be; it stands in where nothing is given
     */
    public <T> T required(String name, ValueType<T> type, String example, String means) {
        Key key = declared(new Key(path, name, type, true, example, means));
        Optional<Setting> given = given(name).filter(setting -> !setting.text().isBlank());
        if (given.isEmpty()) {
            missing(name, "is missing", "Write " + type.form() + ", such as " + example + ".");
        }
        return reading.value(key, type, given, Setting.scalar("example", example));
    }

    private Key declared(Key key) {
        names.add(key.name());
        reading.known().add(key);
        return key;
    }

    private Optional<Setting> given(String name) {
        YamlNode value = node.fields().get(name);
        return reading.given(pathOf(name), value == null ? Optional.empty() : nodes.setting(pathOf(name), value));
    }

    /** Reads a section within this one. */
    public <T> T section(String name, Function<Section, T> reader) {
        return section(name, "", reader);
    }

    /**
     * Reads a section within this one.
     *
     * @param means what it is about, in sentences
     */
    public <T> T section(String name, String means, Function<Section, T> reader) {
        names.add(name);
        reading.known().addSection(pathOf(name), means);
        Section section = new Section(reading, pathOf(name), fields(name));
        T read = reader.apply(section);
        section.close();
        return read;
    }

    /**
     * Reads a key that is one value, or a section where there is more to say.
     *
     * @param byDefault the value where nothing is given
     * @param means what the value means, in sentences
     * @param reader of the section, in which every key has a default
     */
    public <T> T valueOrSection(
            String name, ValueType<T> type, String byDefault, String means, Function<Section, T> reader) {
        Optional<T> value = Optional.empty();
        YamlNode.Fields keys = new YamlNode.Fields(node.line(), Map.of());
        if (node.fields().get(name) instanceof YamlNode.Fields given) {
            declared(new Key(path, name, type, false, byDefault, means));
            keys = given;
        } else {
            value = Optional.of(value(name, type, byDefault, means));
        }
        Section section = new Section(reading, pathOf(name), keys);
        T read = reader.apply(section);
        section.close();
        return value.orElse(read);
    }

    private YamlNode.Fields fields(String name) {
        YamlNode value = node.fields().getOrDefault(name, new YamlNode.Empty(node.line()));
        return nodes.fields(pathOf(name), value);
    }

    /** Notes every key that was not asked for. */
    void close() {
        node.fields().forEach((name, value) -> {
            if (!names.contains(name)) {
                String text = value instanceof YamlNode.Scalar scalar ? scalar.text() : "";
                addUnknown(name, text, Setting.line(value), NodeReader.namesIn(value));
            }
        });
    }

    /**
     * Reads all other keys of this section as somebody else's: each is passed on as one text, a list with commas.
     *
     * @return everything in effect in this section, the keys read before included; the caller's own
     */
    public Map<String, String> passedThrough(PassThrough others) {
        reading.known().addPassedThrough(path, others);
        Map<String, Setting> settings = new TreeMap<>();
        node.fields().forEach((name, value) -> {
            if (names.add(name)) {
                nodes.dotted(path, name, value).ifPresent(setting -> settings.put(name, setting));
            }
        });
        settings.putAll(reading.environment().settings(path, others));
        settings.forEach((name, setting) -> {
            if (others.isOpen() || others.knows(name)) {
                reading.passThrough(new Key(path, name, Texts.text(), false, "", ""), setting);
            } else {
                addUnknown(name, setting.text(), setting.origin(), Set.of());
            }
        });
        return reading.textsInEffect(path);
    }

    /**
     * Reads a section in which the file chooses the names, in its order; without the environment.
     *
     * @param type of each value
     */
    public <T> Map<String, T> entries(String name, TextType<T> type, String means) {
        String form = "names with " + type.form() + " each";
        declared(new Key(path, name, new TextType<>(form, text -> text), false, "", means));
        Map<String, T> entries = new LinkedHashMap<>();
        fields(name).fields().forEach((entry, value) -> {
            String entryPath = Key.path(pathOf(name), entry);
            nodes.setting(entryPath, value)
                    .flatMap(setting -> reading.value(entryPath, type, setting))
                    .ifPresent(read -> entries.put(entry, read));
        });
        return entries;
    }

    /** Whether anything was given for a key that has been read. */
    public boolean isGiven(String name) {
        return reading.given(pathOf(name)).isPresent();
    }

    /** What was given for a key that has been read. */
    public Optional<Setting> setting(String name) {
        return reading.given(pathOf(name));
    }

    /**
     * Notes what is wrong with a key that has been read.
     *
     * @param wrong as in {@link Problem#wrong()}
     * @param remedy as in {@link Problem#remedy()}
     */
    public void problem(String name, String wrong, String remedy) {
        reading.add(reading.problem(pathOf(name), wrong, remedy));
    }

    /**
     * Notes that a key is missing. That is left out where it is there and something else is wrong: its section is broken,
     * or its name is mistyped.
     *
     * @param wrong as in {@link Problem#wrong()}
     * @param remedy as in {@link Problem#remedy()}
     */
    public void missing(String name, String wrong, String remedy) {
        problemBeside(List.of(name), name, wrong, remedy);
    }

    /**
     * Like {@link #problem}, of a key that is wrong only because of what others say, or that nothing says them. That is left
     * out where something is wrong with one of the others: what they would say is not known.
     *
     * @param others names of keys or sections
     */
    public void problemBeside(List<String> others, String name, String wrong, String remedy) {
        reading.add(others.stream().map(this::pathOf).toList(), reading.problem(pathOf(name), wrong, remedy));
    }

    private void addUnknown(String name, String value, String origin, Set<String> inside) {
        reading.addUnknown(new Problems.Unknown(path, name, value, origin, inside));
    }

    private String pathOf(String name) {
        return Key.path(path, name);
    }
}
