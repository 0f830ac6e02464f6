package io.inferencestream.schemas.outcome;

import java.util.Optional;
import java.util.function.Function;

/** What became of one image. Every image that a stream has read leads to exactly one. */
public sealed interface Outcome extends OutputRecord permits Predicted, Rejected {
    /** The record that the image was read from; it names the image, whatever its format. */
    RecordPosition origin();

    /** The producer's name for the image; empty where the stream could not read it. */
    Optional<String> imageId();

    /** The dead letter that the image's record was, if it was resent. */
    Optional<RecordPosition> resentFrom();

    /** Applies the function for this outcome's kind; a new kind breaks every caller at compile time. */
    <R> R fold(Function<? super Predicted, ? extends R> predicted, Function<? super Rejected, ? extends R> rejected);

    @Override
    default <R> R either(
            Function<? super Outcome, ? extends R> outcome, Function<? super Unreadable, ? extends R> unreadable) {
        return outcome.apply(this);
    }
}
