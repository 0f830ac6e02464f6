package io.inferencestream.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What was said for a program, key by key, collecting every problem on the way.
 *
 * <p>Not thread-safe: reads one configuration.
 */
public final class SettingsReader {
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Setting> said;

    /**
     * Reads a YAML text, and the environment over it; an empty text says nothing.
     *
     * @param environment variables as of {@link System#getenv()}
     */
    public SettingsReader(KnownKeys known, String yaml, Map<String, String> environment) {
        this.said = new SettingsSources(known, problems).gather(yaml, Map.copyOf(environment));
    }

    /**
     * The text of a configuration file.
     *
     * @throws SettingsException if it cannot be read
     */
    public static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new SettingsException(List.of(new Problem(
                    file.toString(),
                    "",
                    "",
                    "the configuration file cannot be read: " + reason(e),
                    "Name a YAML file in UTF-8 that this user may read.")));
        }
    }

    /** Why a file could not be read, in words: the message of a missing file's exception is only its path. */
    static String reason(Exception e) {
        return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
    }

    /** The value said or else the default; a value that cannot be read is a problem and becomes the default. */
    public <T> T value(Key<T> key) {
        Setting setting = said.get(key.path());
        if (setting != null) {
            try {
                return key.type().read(setting);
            } catch (BadValueException e) {
                add(key, setting.text(), e.wrong(), e.remedy());
            }
        }
        try {
            return key.type().read(Setting.scalar("default", key.defaultText()));
        } catch (BadValueException e) {
            throw new IllegalStateException("the default of " + key.path() + " must be readable", e);
        }
    }

    /** Whether anything was said for the key. */
    public boolean isSaid(Key<?> key) {
        return said.containsKey(key.path());
    }

    /** What was said under this path. */
    public Setting said(String path) {
        return Objects.requireNonNull(said.get(path), path);
    }

    /** The keys of a section that are somebody else's, without the section; the caller's own. */
    public Map<String, String> passedThrough(String section) {
        Map<String, String> values = new TreeMap<>();
        said.forEach((path, setting) -> {
            if (path.startsWith(section + ".")) {
                values.put(path.substring(section.length() + 1), setting.text());
            }
        });
        return values;
    }

    /** Notes what is wrong with a key's value. */
    public void add(Key<?> key, String value, String wrong, String remedy) {
        Setting setting = said.get(key.path());
        add(new Problem(key.path(), value, setting == null ? "default" : setting.origin(), wrong, remedy));
    }

    /** Notes something that is wrong. */
    public void add(Problem problem) {
        problems.add(problem);
    }

    /** @throws SettingsException if anything is wrong; names all of it */
    public void throwProblems() {
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }
}
