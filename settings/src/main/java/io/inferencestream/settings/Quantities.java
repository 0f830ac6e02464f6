package io.inferencestream.settings;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Types of values that are numbers, sizes and durations. Bounds are included. */
public final class Quantities {
    private static final List<Unit> ONES = List.of(new Unit("", 1));
    private static final List<Unit> BYTES =
            List.of(new Unit("GiB", 1 << 30), new Unit("MiB", 1 << 20), new Unit("KiB", 1 << 10), new Unit("B", 1));
    private static final List<Unit> MILLIS =
            List.of(new Unit("h", 3_600_000), new Unit("m", 60_000), new Unit("s", 1_000), new Unit("ms", 1));

    private static final Pattern MEASURED = Pattern.compile("(\\d{1,18})\\s*([A-Za-z]+)");

    private Quantities() {}

    /** Units of a kind are listed with the largest first. */
    private record Unit(String name, long size) {}

    /** A whole number; underscores may group its digits. */
    public static TextType<Long> whole(long min, long max) {
        String form = "a whole number" + range(min, max, Integer.MAX_VALUE, ONES);
        return new TextType<>(form, text -> {
            if (!text.matches("[+-]?\\d[\\d_]*")) {
                throw new BadValueException("is not a whole number", "Write " + form + ".");
            }
            String digits = text.replace("_", "");
            return inRange(digits.length() > 18 ? Long.MIN_VALUE : Long.parseLong(digits), min, max, form);
        });
    }

    /** As {@link #whole}, for counts. */
    public static TextType<Integer> count(int min, int max) {
        TextType<Long> whole = whole(min, max);
        return new TextType<>(
                whole.form(), text -> Math.toIntExact(whole.reader().read(text)));
    }

    /** A number that is finite. */
    public static TextType<Double> number() {
        return new TextType<>("a number", text -> {
            boolean isNumber = text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
            if (!isNumber || Double.isInfinite(Double.parseDouble(text))) {
                throw new BadValueException("is not a number", "Write a number, such as 0.5.");
            }
            return Double.parseDouble(text);
        });
    }

    /** A TCP port, 0 for a free one. */
    public static TextType<Integer> port() {
        return count(0, 65_535);
    }

    /** As {@link #port}; or the word off, and then nothing. */
    public static TextType<OptionalInt> portOrOff() {
        TextType<Integer> port = port();
        return new TextType<>(
                port.form() + ", or off",
                text -> text.equals("off")
                        ? OptionalInt.empty()
                        : OptionalInt.of(port.reader().read(text)));
    }

    /** A number of bytes: a bare number, or one with a binary unit, such as {@code 16MiB}. */
    public static TextType<Long> bytes(long min, long max) {
        String form = "a size" + range(min, max, Long.MAX_VALUE, BYTES);
        return new TextType<>(form, text -> {
            long bytes = measured(text.matches("\\d+") ? text + "B" : text, BYTES);
            if (bytes < 0) {
                throw new BadValueException(
                        "is not a size in bytes", "Write a number with B, KiB, MiB or GiB, such as 16MiB.");
            }
            return inRange(bytes, min, max, form);
        });
    }

    /** A duration with its unit, such as {@code 30s}; a bare zero needs none. */
    public static TextType<Duration> duration(Duration min, Duration max) {
        String form = "a duration" + range(min.toMillis(), max.toMillis(), Long.MAX_VALUE, MILLIS);
        return new TextType<>(form, text -> {
            long millis = measured(text.equals("0") ? "0ms" : text, MILLIS);
            if (millis < 0) {
                throw new BadValueException(
                        "is not a duration", "Write a whole number with ms, s, m or h, such as 30s or 500ms.");
            }
            return Duration.ofMillis(inRange(millis, min.toMillis(), max.toMillis(), form));
        });
    }

    /** A number with a unit, in the smallest unit, at most {@link Long#MAX_VALUE}; -1 if the text is something else. */
    private static long measured(String text, List<Unit> units) {
        Matcher matcher = MEASURED.matcher(text);
        if (!matcher.matches()) {
            return -1;
        }
        long number = Long.parseLong(matcher.group(1));
        return units.stream()
                .filter(unit -> unit.name().equals(matcher.group(2)))
                .mapToLong(unit -> number > Long.MAX_VALUE / unit.size() ? Long.MAX_VALUE : number * unit.size())
                .findFirst()
                .orElse(-1);
    }

    private static long inRange(long value, long min, long max, String form) throws BadValueException {
        if (value < min || value > max) {
            throw new BadValueException("is out of range", "Write " + form + ".");
        }
        return value;
    }

    /** @param unbounded a maximum from here on is none that anybody meets */
    private static String range(long min, long max, long unbounded, List<Unit> units) {
        return max >= unbounded
                ? ", at least " + written(min, units)
                : " from " + written(min, units) + " to " + written(max, units);
    }

    /** In the largest unit that leaves it whole. */
    private static String written(long value, List<Unit> units) {
        return units.stream()
                .filter(unit -> value != 0 && value % unit.size() == 0)
                .findFirst()
                .map(unit -> value / unit.size() + unit.name())
                .orElse("0");
    }
}
