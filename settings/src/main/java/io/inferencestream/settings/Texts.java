package io.inferencestream.settings;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Types of values that are words of some kind. */
public final class Texts {
    private Texts() {}

    /** Any text. */
    public static TextType<String> text() {
        return new TextType<>("text", text -> text);
    }

    /**
     * A text of a certain form.
     *
     * @param wrong as in {@link Problem#wrong}, for another text
     */
    public static TextType<String> matching(String regex, String wrong, String form) {
        Pattern pattern = Pattern.compile(regex);
        return new TextType<>(form, text -> {
            if (!pattern.matcher(text).matches()) {
                throw new BadValueException(wrong, "Write " + form + ".");
            }
            return text;
        });
    }

    /**
     * A text that a factory takes, or refuses by {@link IllegalArgumentException}.
     *
     * @param wrong as in {@link Problem#wrong}, for a text that is refused
     */
    public static <T> TextType<T> parsed(Function<String, T> factory, String wrong, String form) {
        return new TextType<>(form, text -> {
            try {
                return factory.apply(text);
            } catch (IllegalArgumentException e) {
                throw new BadValueException(wrong, "Write " + form + ".");
            }
        });
    }

    /** A name that Kafka takes for a topic, and for what is named after one. */
    public static TextType<String> topicName() {
        return matching(
                "(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}",
                "is not a name that Kafka takes",
                "up to 249 letters, digits, dots, hyphens and underscores");
    }

    /** Kafka's brokers; a text with a placeholder for one of Kafka's configuration providers passes. */
    public static ValueType<String> brokers() {
        String address = "\\s*[^\\s,;]+:\\d{1,5}\\s*";
        return matching(
                        address + "(," + address + ")*|.*\\$\\{.*",
                        "is not a list of HOST:PORT with commas",
                        "HOST:PORT, several with commas")
                .joined();
    }

    /** A file or directory; a relative one is relative to the working directory. */
    public static TextType<Path> path() {
        return new TextType<>("a path", text -> {
            if (text.isEmpty()) {
                throw new BadValueException("is empty", "Write a path.");
            }
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new BadValueException("is not a path: " + e.getReason(), "Write a path.");
            }
        });
    }

    /** An http or https address with a host. */
    public static TextType<URI> httpAddress() {
        return parsed(Texts::address, "is not an HTTP address", "an address that begins with http:// or https://");
    }

    private static URI address(String text) {
        URI address = URI.create(text);
        if (address.getHost() == null || !Set.of("http", "https").contains(String.valueOf(address.getScheme()))) {
            throw new IllegalArgumentException("not an HTTP address: " + text);
        }
        return address;
    }

    /** {@code true} or {@code false}. */
    public static TextType<Boolean> flag() {
        TextType<String> word = matching("true|false", "is neither true nor false", "true or false");
        return new TextType<>(word.form(), text -> word.reader().read(text).equals("true"));
    }

    /** A constant of an enumeration, by its {@code toString}. */
    public static <E extends Enum<E>> TextType<E> choice(Class<E> type) {
        return choice(type, Enum::toString);
    }

    /** A constant of an enumeration, by a spelling of its own. */
    public static <E extends Enum<E>> TextType<E> choice(Class<E> type, Function<E, String> spelling) {
        E[] constants = type.getEnumConstants();
        String form = Arrays.stream(constants).map(spelling).collect(Collectors.joining(", ", "one of ", ""));
        return new TextType<>(form, text -> {
            for (E constant : constants) {
                if (spelling.apply(constant).equals(text)) {
                    return constant;
                }
            }
            throw new BadValueException("is none of the choices", "Write " + form + ".");
        });
    }
}
