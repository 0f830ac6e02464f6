package io.inferencestream.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How the text of a setting becomes a value. */
@FunctionalInterface
public interface ValueType<T> {

    /** Reads the value. */
    T read(Setting setting) throws BadValueException;

    /** Reads one text. */
    @FunctionalInterface
    interface OfText<T> {
        T read(String text) throws BadValueException;
    }

    /** One text; a list is refused. */
    static <T> ValueType<T> scalar(OfText<T> type) {
        return setting -> {
            if (setting.isList()) {
                throw new BadValueException("is a list where one value is wanted", "Write a single value.");
            }
            return type.read(setting.text().strip());
        };
    }

    /** A list, or one text with commas between the items; blank items are left out. */
    static <T> ValueType<List<T>> list(OfText<T> type) {
        return setting -> {
            List<T> items = new ArrayList<>();
            for (String text : setting.isList()
                    ? setting.values()
                    : Arrays.asList(setting.text().split(",", -1))) {
                if (!text.isBlank()) {
                    items.add(type.read(text.strip()));
                }
            }
            return List.copyOf(items);
        };
    }

    /** One text, or nothing where it is empty. */
    static <T> ValueType<Optional<T>> optional(OfText<T> type) {
        return scalar(text -> text.isEmpty() ? Optional.empty() : Optional.of(type.read(text)));
    }

    /** A text of a certain form. */
    static OfText<String> matching(String regex, String wrong, String remedy) {
        Pattern pattern = Pattern.compile(regex);
        return text -> {
            if (!pattern.matcher(text).matches()) {
                throw new BadValueException(wrong, remedy);
            }
            return text;
        };
    }

    /** A name that Kafka takes for a topic, and for what is named after one. */
    static OfText<String> topicName() {
        OfText<String> form = matching(
                "[a-zA-Z0-9._-]{1,249}",
                "is not a name that Kafka takes",
                "Use 1 to 249 letters, digits, dots, hyphens and underscores.");
        return text -> {
            if (text.equals(".") || text.equals("..")) {
                throw new BadValueException("is not a name that Kafka takes", "Use a name other than . and ..");
            }
            return form.read(text);
        };
    }

    /** A file or directory; a relative one is relative to the working directory. */
    static OfText<Path> path() {
        return text -> {
            if (text.isEmpty()) {
                throw new BadValueException("is empty", "Name a directory.");
            }
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new BadValueException("is not a path: " + e.getReason(), "Name a directory.");
            }
        };
    }

    /** A constant of an enumeration, by its {@code toString}. */
    static <E extends Enum<E>> OfText<E> choice(Class<E> type) {
        return text -> {
            for (E constant : type.getEnumConstants()) {
                if (constant.toString().equals(text)) {
                    return constant;
                }
            }
            throw new BadValueException(
                    "is none of the choices",
                    "Choose one of "
                            + Arrays.stream(type.getEnumConstants())
                                    .map(Enum::toString)
                                    .collect(Collectors.joining(", "))
                            + ".");
        };
    }

    /** A whole number in a range, both ends included; underscores may group its digits. */
    static OfText<Long> whole(long least, long most) {
        return text -> {
            if (!text.matches("[+-]?\\d[\\d_]*")) {
                throw new BadValueException("is not a whole number", "Write " + range(least, most) + ".");
            }
            long value;
            try {
                value = Long.parseLong(text.replace("_", ""));
            } catch (NumberFormatException e) {
                value = Long.MIN_VALUE;
            }
            if (value < least || value > most) {
                throw new BadValueException("is out of range", "Write " + range(least, most) + ".");
            }
            return value;
        };
    }

    private static String range(long least, long most) {
        return most >= Integer.MAX_VALUE
                ? "a whole number, at least " + least
                : "a whole number from " + least + " to " + most;
    }

    /** As {@link #whole}, for counts. */
    static OfText<Integer> count(int least, int most) {
        OfText<Long> whole = whole(least, most);
        return text -> Math.toIntExact(whole.read(text));
    }

    /** A TCP port, 0 for a free one; or the word off, and then nothing. */
    static OfText<OptionalInt> portOrOff() {
        OfText<Integer> port = count(0, 65_535);
        return text -> text.equals("off") ? OptionalInt.empty() : OptionalInt.of(port.read(text));
    }

    /** A number of bytes: a bare number, or one with a binary unit, such as {@code 16MiB}. */
    static OfText<Long> bytes(long least, long most) {
        Pattern form = Pattern.compile("(\\d{1,18})\\s*(B|KiB|MiB|GiB|)");
        return text -> {
            Matcher matcher = form.matcher(text);
            if (!matcher.matches()) {
                throw new BadValueException(
                        "is not a size in bytes", "Write a number with B, KiB, MiB or GiB, such as 16MiB.");
            }
            int shift = Math.max(0, List.of("B", "KiB", "MiB", "GiB").indexOf(matcher.group(2))) * 10;
            long number = Long.parseLong(matcher.group(1));
            long value = number > (Long.MAX_VALUE >> shift) ? Long.MAX_VALUE : number << shift;
            if (value < least || value > most) {
                throw new BadValueException(
                        "is out of range", "Write a size from " + least + " to " + most + " bytes.");
            }
            return value;
        };
    }

    /** A duration with its unit, such as {@code 30s}; a bare zero needs none. */
    static OfText<Duration> duration(Duration least, Duration most) {
        Pattern form = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");
        return text -> {
            Matcher matcher = form.matcher(text.equals("0") ? "0ms" : text);
            if (!matcher.matches()) {
                throw new BadValueException(
                        "is not a duration", "Write a whole number with ms, s, m or h, such as 30s or 500ms.");
            }
            long number = Long.parseLong(matcher.group(1));
            Function<Long, Duration> unit = switch (matcher.group(2)) {
                case "ms" -> Duration::ofMillis;
                case "s" -> Duration::ofSeconds;
                case "m" -> Duration::ofMinutes;
                default -> Duration::ofHours;
            };
            Duration value = unit.apply(number);
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new BadValueException(
                        "is out of range",
                        "Write a duration from " + least.toMillis() + "ms to " + most.toMillis() + "ms.");
            }
            return value;
        };
    }

    /** A text that a factory takes or refuses by {@link IllegalArgumentException}. */
    static <T> OfText<T> parsed(Function<String, T> factory, String wrong, String remedy) {
        return text -> {
            try {
                return factory.apply(text);
            } catch (IllegalArgumentException e) {
                throw new BadValueException(wrong, remedy);
            }
        };
    }
}
