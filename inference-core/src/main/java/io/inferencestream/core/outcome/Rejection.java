package io.inferencestream.core.outcome;

import io.inferencestream.decode.image.Undecodable;
import java.util.function.Function;

/**
 * The record gets no prediction, by its own fault or by an operator's word; it becomes a dead letter.
 *
 * @param reason one of a closed list
 * @param detail what exactly was wrong, for people; never the payload
 */
public record Rejection(RejectionReason reason, String detail) implements Outcome {

    /** The rejection of a record whose image gives no pixels. */
    public static Rejection of(Undecodable image) {
        RejectionReason reason = switch (image.fault()) {
            case UNSUPPORTED -> RejectionReason.UNSUPPORTED_IMAGE;
            case CORRUPT -> RejectionReason.CORRUPT_IMAGE;
            case TOO_LARGE -> RejectionReason.IMAGE_TOO_LARGE;
        };
        return new Rejection(reason, image.detail());
    }

    @Override
    public <R> R fold(
            Function<? super Prediction, ? extends R> predicted, Function<? super Rejection, ? extends R> rejected) {
        return rejected.apply(this);
    }
}
