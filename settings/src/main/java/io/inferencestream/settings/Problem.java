package io.inferencestream.settings;

/**
 * One thing that is wrong with the configuration.
 *
 * @param key path of the key, such as {@code limits.imageBytes}, or name of the environment variable
 * @param value what it says, secrets masked; empty where no value is at fault
 * @param origin where it was given, such as {@code line 12}; empty where it was not given at all
 * @param wrong what is wrong, half a sentence without a full stop
 * @param remedy what to do, one sentence
 */
public record Problem(String key, String value, String origin, String wrong, String remedy) {
    private static final int MAX_SHOWN = 100;

    public Problem {
        value = Secrets.masked(key, value);
    }

    private String shown() {
        String line = value.replaceAll("\\R", "\\\\n");
        return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "...";
    }

    /** One line, in which a long value is cut off and a line break written as {@code \\n}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(key);
        if (!value.isEmpty()) {
            text.append(": ").append(shown());
        }
        if (!origin.isEmpty()) {
            text.append(" (").append(origin).append(')');
        }
        return text.append(": ").append(wrong).append(". ").append(remedy).toString();
    }
}
