package io.inferencestream.schemas.outcome;

import java.util.function.Function;

/**
 * What a record of a stream's output topics is: an outcome, the receipt of a dead letter that was resent, or a record that is
 * neither. A receipt lies among dead letters and says nothing of any image: no consumer may count it as a rejection.
 */
public sealed interface OutputRecord permits Outcome, Receipt, Unreadable {
    /** Where the record itself lies. */
    RecordPosition position();

    /** Applies the function for this record's kind; a new kind breaks every caller at compile time. */
    <R> R fold(
            Function<? super Outcome, ? extends R> outcome,
            Function<? super Receipt, ? extends R> receipt,
            Function<? super Unreadable, ? extends R> unreadable);
}
