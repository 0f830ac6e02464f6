package io.inferencestream.stream.config;

import java.util.Locale;

/**
 * One key of ours.
 *
 * @param path its sections and name, with dots: {@code limits.imageBytes}
 * @param defaultText what is read where nothing is said
 * @param type how its text becomes a value
 */
record Key<T>(String path, String defaultText, ValueType<T> type) {
    /** What all environment variables of ours begin with. */
    static final String VARIABLE_PREFIX = "INFERENCE_STREAM_";

    /** The environment variable that overrides this key: {@code INFERENCE_STREAM_LIMITS_IMAGE_BYTES}. */
    String variable() {
        String words = path.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('.', '_');
        return VARIABLE_PREFIX + words.toUpperCase(Locale.ROOT);
    }
}
