package io.inferencestream.schemas.outcome;

import java.util.function.Function;

/** What a record of a stream's output topics is: an outcome, or a record that is none. */
public sealed interface OutputRecord permits Outcome, Unreadable {
    /** Where the record itself lies. */
    RecordPosition position();

    /** Applies the function for this record's kind; a new kind breaks every caller at compile time. */
    <R> R either(Function<? super Outcome, ? extends R> outcome, Function<? super Unreadable, ? extends R> unreadable);
}
