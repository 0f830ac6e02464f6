package io.inferencestream.schemas.outcome;

import java.util.function.Function;

/**
 * Says that a dead letter was resent: a record without key and value, on the letter's own partition, behind it.
 *
 * @param letter the dead letter
 */
public record Receipt(RecordPosition position, RecordPosition letter) implements OutputRecord {
    @Override
    public <R> R fold(
            Function<? super Outcome, ? extends R> outcome,
            Function<? super Receipt, ? extends R> receipt,
            Function<? super Unreadable, ? extends R> unreadable) {
        return receipt.apply(this);
    }
}
