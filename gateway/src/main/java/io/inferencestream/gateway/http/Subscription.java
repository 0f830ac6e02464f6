package io.inferencestream.gateway.http;

import io.inferencestream.gateway.caller.Pass;
import io.inferencestream.gateway.outcome.Cursor;
import io.inferencestream.gateway.outcome.IndexedOutcome;
import io.inferencestream.gateway.outcome.OutcomeIndex;
import io.inferencestream.gateway.outcome.OutcomeIndex.Entry;
import io.inferencestream.schemas.outcome.RecordPosition;
import io.inferencestream.schemas.outcome.Task;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one client wants to be told, and how far it has been.
 *
 * <p>The feed's thread owns it.
 */
final class Subscription {
    /** Names of the filters. */
    static final java.util.List<String> FILTERS = java.util.List.of("model", "source", "label", "instance", "reason");

    private static final long OLD_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final double NANOS = 1e9;

    private final String topic;
    private final EventStream stream;
    private final Pass pass;
    private final Map<String, String> filters;
    private final int maxPerSecond;
    private final long wholeUpTo;
    private final long beganNanos = System.nanoTime();
    private final @Nullable Cursor resume;
    private boolean isResumeChecked;
    private long number;
    private long checkedNanos = System.nanoTime();
    private long wroteNanos = System.nanoTime();
    private double tokens;
    private long refilledNanos = System.nanoTime();

    /**
     * @param topic whose outcomes
     * @param pass by which the client was let in
     * @param number goes on after this entry of the index
     * @param resume leaves out what lies before; null for nothing
     * @param filters what outcomes must say, by {@link #FILTERS}
     * @param maxPerSecond leaves out what is more; 0 leaves out nothing
     * @param wholeUpTo up to this entry of the index nothing is left out for being more
     */
    Subscription(
            String topic,
            EventStream stream,
            Pass pass,
            long number,
            @Nullable Cursor resume,
            Map<String, String> filters,
            int maxPerSecond,
            long wholeUpTo) {
        this.topic = topic;
        this.stream = stream;
        this.pass = pass;
        this.number = number;
        this.resume = resume;
        this.filters = Map.copyOf(filters);
        this.maxPerSecond = maxPerSecond;
        this.wholeUpTo = wholeUpTo;
        this.tokens = maxPerSecond;
    }

    EventStream stream() {
        return stream;
    }

    long number() {
        return number;
    }

    /** Streams end after an hour, and within a second once whoever asked for them would not be let in any more. */
    boolean isOver() {
        long now = System.nanoTime();
        if (now - beganNanos > OLD_NANOS) {
            return true;
        } else if (now - checkedNanos < CHECK_NANOS) {
            return false;
        }
        checkedNanos = now;
        return !pass.isGood().getAsBoolean();
    }

    void wrote() {
        wroteNanos = System.nanoTime();
    }

    long nanosSinceWrite() {
        return System.nanoTime() - wroteNanos;
    }

    /** Says so if events that were wanted have been forgotten. */
    void appendGap(OutcomeIndex index, StringBuilder text) {
        boolean isGap = number + 1 < index.first() && number > 0;
        if (!isResumeChecked && resume != null) {
            isGap |= index.hasForgottenAfter(topic, resume);
        }
        isResumeChecked = true;
        if (isGap) {
            number = Math.max(number, index.first() - 1);
            text.append("event: gap\ndata: {\"detail\":\"events in between are not kept any more\"}\n\n");
        }
    }

    /** Steps over an entry; whether the client is to have it. */
    boolean passes(Entry entry) {
        number = entry.number();
        IndexedOutcome outcome = entry.outcome();
        RecordPosition position = outcome.outcome().position();
        return position.topic().equals(topic)
                && (resume == null || resume.isBefore(position))
                && filters.entrySet().stream().allMatch(filter -> says(outcome, filter.getKey(), filter.getValue()))
                && (number <= wholeUpTo || takeToken());
    }

    private static boolean says(IndexedOutcome indexed, String filter, String value) {
        return indexed.outcome()
                .fold(
                        predicted -> switch (filter) {
                            case "model" ->
                                value.equals(predicted.event().getModel().getName())
                                        || value.equals(predicted
                                                        .event()
                                                        .getModel()
                                                        .getName() + "/"
                                                + predicted.event().getModel().getVersion());
                            case "source" -> value.equals(predicted.event().getSource());
                            case "label" -> Task.labels(predicted.event()).contains(value);
                            case "instance" -> value.equals(predicted.event().getInstance());
                            default -> false;
                        },
                        rejected -> switch (filter) {
                            case "source" -> value.equals(indexed.key());
                            case "instance" -> value.equals(rejected.instance());
                            case "reason" -> Objects.equals(value, rejected.reason());
                            default -> false;
                        });
    }

    private boolean takeToken() {
        if (maxPerSecond == 0) {
            return true;
        }
        long now = System.nanoTime();
        tokens = Math.min(maxPerSecond, tokens + (now - refilledNanos) / NANOS * maxPerSecond);
        refilledNanos = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
