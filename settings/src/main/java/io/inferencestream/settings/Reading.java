package io.inferencestream.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One reading of a file and the environment over it: what was given, what was asked for, and everything that is wrong.
 *
 * <p>Not thread-safe.
 */
final class Reading {
    private final Program program;
    private final Environment environment;
    private final Placeholders placeholders;
    private final KnownKeys known = new KnownKeys();
    private final Map<String, Setting> given = new HashMap<>();
    private final Map<Key, Setting> inEffect = new LinkedHashMap<>();
    private final Problems problems;

    /** @param variables as of {@link System#getenv()} */
    Reading(Program program, Map<String, String> variables) {
        this.program = program;
        this.problems = new Problems(program.file());
        this.environment = new Environment(program, variables);
        this.placeholders = new Placeholders(variables);
    }

    /**
     * The file's top.
     *
     * @throws SettingsException if the text has no keys that could be read; names that alone
     */
    Section section(String yaml) {
        return new Section(this, "", new YamlReader(program.file(), problems.ofTheFile()).read(yaml));
    }

    KnownKeys known() {
        return known;
    }

    Environment environment() {
        return environment;
    }

    /** What keys were read as, in the order of reading. */
    Map<Key, Setting> inEffect() {
        return Collections.unmodifiableMap(inEffect);
    }

    /** What is given for a key, by the environment or else by the file; placeholders are put in. */
    Optional<Setting> given(String path, Optional<Setting> inFile) {
        Optional<Setting> setting = environment.setting(path).or(() -> inFile).flatMap(one -> resolved(path, one));
        setting.ifPresent(one -> given.put(path, one));
        return setting;
    }

    /** What was given for a key that has been read. */
    Optional<Setting> given(String path) {
        return Optional.ofNullable(given.get(path));
    }

    private Optional<Setting> resolved(String path, Setting setting) {
        List<String> values = new ArrayList<>();
        for (String value : setting.values()) {
            try {
                values.add(program.readsEnvironment() ? placeholders.resolve(value) : value);
            } catch (BadValueException e) {
                // The reference itself is shown, even for a password: it is what must be mended, and no secret.
                add(new Problem(path, "", setting.origin(), value + " " + e.wrong(), e.remedy()));
            }
        }
        boolean isWhole = values.size() == setting.values().size();
        return isWhole ? Optional.of(new Setting(setting.origin(), values, setting.isList())) : Optional.empty();
    }

    /** Reads what was given or else the stand-in; a value that cannot be read is a problem and becomes the stand-in. */
    <T> T value(Key key, ValueType<T> type, Optional<Setting> setting, Setting standIn) {
        if (setting.isPresent()) {
            try {
                T value = type.read(setting.get());
                inEffect.put(key, setting.get());
                return value;
            } catch (BadValueException e) {
                add(problem(key.path(), e.wrong(), e.remedy()));
            }
        }
        try {
            inEffect.put(key, standIn);
            return type.read(standIn);
        } catch (BadValueException e) {
            throw new IllegalStateException("the default of " + key.path() + " must be readable: " + standIn.text(), e);
        }
    }

    /** Reads what was given for a key that the file names by itself; a value that cannot be read is a problem. */
    <T> Optional<T> value(String path, ValueType<T> type, Setting setting) {
        given.put(path, setting);
        try {
            return Optional.of(type.read(setting));
        } catch (BadValueException e) {
            add(problem(path, e.wrong(), e.remedy()));
            return Optional.empty();
        }
    }

    /** Takes what was given for somebody else's key as it is. */
    void passThrough(Key key, Setting setting) {
        given(key.path(), Optional.of(setting)).ifPresent(one -> inEffect.put(key, one));
    }

    /** Everything in effect in a section, by name; the caller's own. */
    Map<String, String> textsInEffect(String section) {
        Map<String, String> texts = new TreeMap<>();
        inEffect.forEach((key, setting) -> {
            if (key.section().equals(section)) {
                texts.put(key.name(), setting.text());
            }
        });
        return texts;
    }

    /** What is wrong with what was given for a key, or with its default. */
    Problem problem(String path, String wrong, String remedy) {
        return given(path)
                .map(setting -> new Problem(path, setting.text(), setting.origin(), wrong, remedy))
                .orElseGet(() -> new Problem(path, "", "", wrong, remedy));
    }

    void add(Problem problem) {
        problems.add(problem);
    }

    /** Notes a problem that is none where something is wrong with one of those that it depends on. */
    void add(List<String> dependsOn, Problem problem) {
        problems.add(dependsOn, problem);
    }

    /** Notes what nobody asked for; what was meant can be told when all keys are known. */
    void addUnknown(Problems.Unknown one) {
        problems.addUnknown(one);
    }

    /** Everything that is wrong; complete once everything has been read. */
    List<Problem> problems() {
        return problems.all(known, environment);
    }
}
