package io.inferencestream.settings;

/**
 * One thing that is wrong with the configuration.
 *
 * @param key path of the key, such as {@code limits.imageBytes}, or name of the environment variable
 * @param value what it says, secrets masked; empty where no value is at fault
 * @param origin where it was said, such as {@code line 12}; empty where it was not said at all
 * @param wrong what is wrong, half a sentence without a full stop
 * @param remedy what to do, one sentence
 */
public record Problem(String key, String value, String origin, String wrong, String remedy) {
    public Problem {
        value = Secrets.masked(key, value);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(key);
        if (!value.isEmpty()) {
            text.append(": ").append(value);
        }
        if (!origin.isEmpty()) {
            text.append(" (").append(origin).append(')');
        }
        return text.append(": ").append(wrong).append(". ").append(remedy).toString();
    }
}
