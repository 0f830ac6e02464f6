package io.inferencestream.gateway.outcome;

import java.util.function.Function;

/** What became of one picture. */
public sealed interface Outcome permits Predicted, Rejected {
    /** The picture's id: the gateway's where a gateway sent it, otherwise the producer's; may be empty. */
    String id();

    /** What a gateway wrote into the record's headers. */
    Mark mark();

    /** Where the outcome lies. */
    Position position();

    /** When the outcome was written, or its picture taken, milliseconds since 1970-01-01T00:00Z. */
    long timestampMillis();

    /** The memory it takes, roughly. */
    long bytes();

    /** Applies the function for this outcome's kind; a new kind breaks every caller at compile time. */
    <R> R fold(Function<? super Predicted, ? extends R> predicted, Function<? super Rejected, ? extends R> rejected);
}
