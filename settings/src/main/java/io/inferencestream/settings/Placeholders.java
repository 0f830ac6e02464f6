package io.inferencestream.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts in what {@code ${file:/path}} and {@code ${env:NAME}} stand for.
 *
 * <p>A file's last line end is left out. What is put in is not looked at again, and other {@code ${...}} are left as
 * they are: Kafka's own configuration providers use them.
 */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(file|env):([^}]*)}");

    private final Map<String, String> environment;

    Placeholders(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * The text with everything put in.
     *
     * @throws BadValueException if a file or a variable is missing; never shows what others hold
     */
    String resolve(String text) throws BadValueException {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            String value = matcher.group(1).equals("file") ? file(matcher.group(2)) : variable(matcher.group(2));
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(resolved).toString();
    }

    private static String file(String path) throws BadValueException {
        try {
            return Files.readString(Path.of(path), StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
        } catch (IOException | InvalidPathException e) {
            throw new BadValueException(
                    "refers to a file that cannot be read: " + Configuration.reason(e),
                    "Mount the file, or mend the path.");
        }
    }

    private String variable(String name) throws BadValueException {
        String value = environment.get(name);
        if (value == null) {
            throw new BadValueException(
                    "refers to the environment variable " + name + ", which is not set",
                    "Set the variable, or mend its name.");
        }
        return value;
    }
}
