package io.inferencestream.producer.account;

import java.util.function.Function;

/** What a stream said about one image, as it was read from an output topic. */
public sealed interface Outcome permits Predicted, Rejected {
    /** When it was received, on the run's ticker. */
    long receivedNanos();

    /** Applies the function for this outcome's kind. */
    <R> R fold(Function<? super Predicted, ? extends R> predicted, Function<? super Rejected, ? extends R> rejected);
}
