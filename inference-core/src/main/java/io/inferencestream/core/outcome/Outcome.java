package io.inferencestream.core.outcome;

import java.util.function.Function;

/** What became of one record. Every record read leads to exactly one outcome. */
public sealed interface Outcome permits Prediction, Rejection {

    /** Applies the function for this outcome's kind; a new kind breaks every caller at compile time. */
    <R> R fold(Function<? super Prediction, ? extends R> predicted, Function<? super Rejection, ? extends R> rejected);
}
