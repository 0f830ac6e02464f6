package io.inferencestream.gateway.outcome;

import io.inferencestream.schemas.outcome.RecordPosition;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a topic of many partitions: the next offset of each. Written {@code 0.17-1.4}, it is the id of a server-sent
 * event, and means the same to every gateway.
 *
 * @param offsets the next offset by partition
 */
public record Cursor(SortedMap<Integer, Long> offsets) {
    private static final Pattern STEP = Pattern.compile("(\\d{1,9})\\.(\\d{1,18})");
    private static final int MAX_PARTITIONS = 10_000;

    public Cursor {
        offsets = Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
    }

    static Cursor after(RecordPosition position) {
        return new Cursor(new TreeMap<>(Map.of(position.partition(), position.offset() + 1)));
    }

    /** This place, but after that record in its partition. */
    Cursor advanced(RecordPosition position) {
        SortedMap<Integer, Long> next = new TreeMap<>(offsets);
        next.merge(position.partition(), position.offset() + 1, Math::max);
        return new Cursor(next);
    }

    /** Whether the record is yet to come. */
    public boolean isBefore(RecordPosition position) {
        return position.offset() >= offsets.getOrDefault(position.partition(), 0L);
    }

    /** Whether the other is further in any partition that both know. */
    boolean isBefore(Cursor other) {
        return offsets.entrySet().stream()
                .anyMatch(step -> other.offsets().getOrDefault(step.getKey(), 0L) > step.getValue());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        offsets.forEach((partition, offset) -> text.append(text.isEmpty() ? "" : "-")
                .append(partition)
                .append('.')
                .append(offset));
        return text.toString();
    }

    /** Reads what {@link #toString} writes; empty where it is something else. */
    public static Optional<Cursor> parse(String text) {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        for (String part : text.split("-", MAX_PARTITIONS)) {
            Matcher step = STEP.matcher(part);
            if (!step.matches()) {
                return Optional.empty();
            }
            offsets.put(Integer.parseInt(step.group(1)), Long.parseLong(step.group(2)));
        }
        return Optional.of(new Cursor(offsets));
    }
}
