package io.inferencestream.schemas.outcome;

import java.util.function.Function;

/**
 * A record that no stream of ours has written there, or that a later one has written in a way unknown here.
 *
 * @param detail what is wrong with it, for people; holds nothing of its value
 */
public record Unreadable(RecordPosition position, String detail) implements OutputRecord {
    @Override
    public <R> R either(
            Function<? super Outcome, ? extends R> outcome, Function<? super Unreadable, ? extends R> unreadable) {
        return unreadable.apply(this);
    }
}
