package io.inferencestream.schemas.outcome;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * The stream has rejected a record: this is its dead letter. Key, value and the record's own headers stay with the consumed
 * record, so that rejections can be kept by the thousand.
 *
 * @param reason one of the stream's closed list, not empty; a later stream may know more
 * @param detail what exactly was wrong, for people; may be empty
 * @param model the model that the record asked for, NAME/VERSION where it is served; empty if unreadable
 * @param instance the instance of the stream that rejected it; may be empty
 * @param rejectedAt when it did; the letter's timestamp is the image's
 * @param valueLeftOut the length of the value, in bytes, where the topic could not hold it and the letter has none
 */
public record Rejected(
        RecordPosition position,
        RecordPosition origin,
        Optional<String> imageId,
        Optional<RecordPosition> resentFrom,
        String reason,
        String detail,
        Optional<String> model,
        String instance,
        Optional<Instant> rejectedAt,
        Optional<Long> valueLeftOut)
        implements Outcome {
    public Rejected {
        if (reason.isEmpty()) {
            throw new IllegalArgumentException("a rejection has a reason: " + position);
        }
    }

    @Override
    public <R> R fold(
            Function<? super Predicted, ? extends R> predicted, Function<? super Rejected, ? extends R> rejected) {
        return rejected.apply(this);
    }
}
