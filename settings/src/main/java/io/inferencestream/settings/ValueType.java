package io.inferencestream.settings;

/**
 * How what was given for a key becomes a value.
 *
 * @param <T> of the value
 */
public interface ValueType<T> {

    /** Reads the value. */
    T read(Setting setting) throws BadValueException;

    /** What has to be written, as a noun: {@code a whole number from 0 to 100}. */
    String form();

    /** Whether it is a list in YAML. */
    boolean isList();
}
