package io.inferencestream.gateway.outcome;

import java.util.function.Function;

/**
 * A record that the stream has given up: a dead letter.
 *
 * @param key the record's key as text
 * @param reason one of the stream's closed list
 * @param detail what exactly was wrong, for people
 * @param origin where the record was read from
 * @param instance the instance of the stream that rejected it
 * @param valueBytes size of its value; 0 where it has none
 */
public record Rejected(
        String id,
        Mark mark,
        Position position,
        long timestampMillis,
        long bytes,
        String key,
        String reason,
        String detail,
        Position origin,
        String instance,
        int valueBytes)
        implements Outcome {

    @Override
    public <R> R fold(
            Function<? super Predicted, ? extends R> predicted, Function<? super Rejected, ? extends R> rejected) {
        return rejected.apply(this);
    }
}
