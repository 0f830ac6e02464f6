package io.inferencestream.core.outcome;

import java.util.function.Function;

/**
 * The record gets no prediction, by its own fault or by an operator's word; it becomes a dead letter.
 *
 * @param reason one of a closed list
 * @param detail what exactly was wrong, for people; never the payload
 */
public record Rejection(RejectionReason reason, String detail) implements Outcome {

    @Override
    public <R> R fold(
            Function<? super Prediction, ? extends R> predicted, Function<? super Rejection, ? extends R> rejected) {
        return rejected.apply(this);
    }
}
