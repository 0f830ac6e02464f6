package io.inferencestream.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a program can be told, by the function that reads it: known is what it reads.
 *
 * <p>Immutable; thread-safe if the function is.
 *
 * @param <T> of the validated settings
 */
public final class Configuration<T> {
    private final Program program;
    private final Function<Section, T> reader;

    /** @param reader reads every key, whatever others say; what is wrong it notes, and answers a stand-in */
    public Configuration(Program program, Function<Section, T> reader) {
        this.program = program;
        this.reader = reader;
    }

    /**
     * Reads a YAML text, and the environment over it; an empty text says nothing.
     *
     * @param variables as of {@link System#getenv()}
     * @throws SettingsException if anything is wrong; names all of it
     */
    public T read(String yaml, Map<String, String> variables) {
        Reading reading = new Reading(program, variables);
        return read(reading, yaml);
    }

    private T read(Reading reading, String yaml) {
        T settings = readAll(reading, yaml);
        List<Problem> problems = reading.problems();
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return settings;
    }

    private T readAll(Reading reading, String yaml) {
        Section top = reading.section(yaml);
        T settings = reader.apply(top);
        top.close();
        return settings;
    }

    /**
     * Every key with its value in effect, as YAML that can be read again; secrets are masked.
     *
     * @throws SettingsException as {@link #read}
     */
    public String inEffect(String yaml, Map<String, String> variables) {
        Reading reading = new Reading(program, variables);
        read(reading, yaml);
        KeyWriter writer = new KeyWriter();
        reading.inEffect().forEach(writer::line);
        return writer.text();
    }

    /** A file with every key, its meaning and its default; those that must be given have an example. */
    public String reference() {
        Reading reading = declared();
        KeyWriter writer = new KeyWriter(reading.known().sections());
        reading.known().keys().forEach(writer::reference);
        return writer.text();
    }

    /** Every key with its form, default and meaning, as a table in Markdown. */
    public String table() {
        return KeyTable.of(keys());
    }

    /** Every key, in the order of the reference. */
    public List<Key> keys() {
        return declared().known().keys();
    }

    private Reading declared() {
        Reading reading = new Reading(program, Map.of());
        readAll(reading, "");
        return reading;
    }

    /** The environment variable that overrides a key. */
    public String variable(Key key) {
        return program.variable(key.path());
    }

    /**
     * The text of a file.
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

    /** Why a file could not be read, in words: some exceptions say only its path, or only where they stopped. */
    static String reason(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "this user may not read it";
        }
        return e instanceof CharacterCodingException ? "it is not in UTF-8" : String.valueOf(e.getMessage());
    }
}
