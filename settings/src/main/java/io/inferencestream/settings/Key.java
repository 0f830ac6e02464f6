package io.inferencestream.settings;

/**
 * One key of a program's own.
 *
 * @param path its sections and name, with dots: {@code limits.imageBytes}
 * @param defaultText what is read where nothing is said
 * @param type how its text becomes a value
 */
public record Key<T>(String path, String defaultText, ValueType<T> type) {}
