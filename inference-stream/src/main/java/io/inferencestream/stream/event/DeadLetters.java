package io.inferencestream.stream.event;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.outcome.Rejection;
import io.inferencestream.kit.output.RecordSize;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import io.inferencestream.schemas.header.RejectionHeaders;
import java.time.Clock;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Makes dead letters: the record as it was read, untouched, plus headers that say why and whence. Where the topic could
 * not hold that, the value is left out; where that is not enough, the record's own headers and a long key are, too. A
 * header says of each what was left out.
 */
public final class DeadLetters {
    private static final int MAX_DETAIL_CHARACTERS = 1_000;

    /** Headers of ours and keys up to this length stay whatever the size of the rest: 1 KiB. */
    private static final int SHORT = 1 << 10;

    private final String instance;
    private final LongSupplier maxRecordBytes;
    private final Clock clock;

    /**
     * @param instance name of this instance
     * @param maxRecordBytes the largest record that the dead-letter topic takes by now
     */
    public DeadLetters(String instance, LongSupplier maxRecordBytes) {
        this(instance, maxRecordBytes, Clock.systemUTC());
    }

    DeadLetters(String instance, LongSupplier maxRecordBytes, Clock clock) {
        this.instance = instance;
        this.maxRecordBytes = maxRecordBytes;
        this.clock = clock;
    }

    /**
     * The dead letter of a record, as whole as the topic can hold it.
     *
     * @param request what the record asked for; null where it could not be read
     * @param model the model that was to look at it; null where that is not known
     */
    public DeadLetter write(
            SourceRecord source, @Nullable ImageRequest request, @Nullable String model, Rejection rejection) {
        Headers headers = new RecordHeaders(source.headers());
        RejectionHeaders.removeFrom(headers);
        explain(headers, source.id(), request, model, rejection);
        DeadLetter whole = new DeadLetter(source.key(), source.value(), headers);
        if (fits(whole)) {
            return whole;
        }
        leaveOut(headers, HeaderNames.VALUE_LEFT_OUT, source.value());
        DeadLetter withoutValue = new DeadLetter(source.key(), null, headers);
        return fits(withoutValue) ? withoutValue : bare(source, request, model, rejection);
    }

    /**
     * The shortest dead letter of a record: without its value, its own headers, and a key of more than 1 KiB.
     *
     * @param request what the record asked for; null where it could not be read
     * @param model the model that was to look at it; null where that is not known
     */
    public DeadLetter bare(
            SourceRecord source, @Nullable ImageRequest request, @Nullable String model, Rejection rejection) {
        Headers own = new RecordHeaders(source.headers());
        RejectionHeaders.removeFrom(own);
        Headers headers = new RecordHeaders(
                Arrays.stream(own.toArray()).filter(DeadLetters::isShortAndOurs).toList());
        int leftOut = own.toArray().length - headers.toArray().length;
        explain(headers, source.id(), request, model, rejection);
        leaveOut(headers, HeaderNames.VALUE_LEFT_OUT, source.value());
        if (leftOut > 0) {
            HeaderText.set(headers, HeaderNames.HEADERS_LEFT_OUT, Integer.toString(leftOut));
        }
        byte[] key = source.key();
        if (key != null && key.length > SHORT) {
            leaveOut(headers, HeaderNames.KEY_LEFT_OUT, key);
            key = null;
        }
        return new DeadLetter(key, null, headers);
    }

    private static boolean isShortAndOurs(Header header) {
        byte[] value = header.value();
        return HeaderNames.OF_REQUESTS.contains(header.key()) && value != null && value.length <= SHORT;
    }

    private static void leaveOut(Headers headers, String name, byte @Nullable [] what) {
        if (what != null) {
            HeaderText.set(headers, name, Integer.toString(what.length));
        }
    }

    private boolean fits(DeadLetter letter) {
        return RecordSize.of(letter.key(), letter.value(), letter.headers()) <= maxRecordBytes.getAsLong();
    }

    private void explain(
            Headers headers, RecordId id, @Nullable ImageRequest request, @Nullable String model, Rejection rejection) {
        sayWhence(headers, id);
        sayWhy(headers, rejection, model);
        HeaderText.set(headers, HeaderNames.REJECTION_INSTANCE, instance);
        HeaderText.set(headers, HeaderNames.REJECTION_AT, clock.instant().toString());
        if (request != null && request.imageId().length() <= HeaderNames.MAX_IMAGE_ID) {
            HeaderText.set(headers, HeaderNames.REJECTION_IMAGE_ID, request.imageId());
        }
    }

    private static void sayWhence(Headers headers, RecordId id) {
        HeaderText.set(headers, HeaderNames.ERROR_TOPIC, id.topic());
        HeaderText.set(headers, HeaderNames.ERROR_PARTITION, Integer.toString(id.partition()));
        HeaderText.set(headers, HeaderNames.ERROR_OFFSET, Long.toString(id.offset()));
    }

    private static void sayWhy(Headers headers, Rejection rejection, @Nullable String model) {
        String detail = shortened(rejection.detail());
        HeaderText.set(headers, HeaderNames.ERROR_EXCEPTION, rejection.reason().name());
        HeaderText.set(headers, HeaderNames.ERROR_MESSAGE, detail);
        HeaderText.set(headers, HeaderNames.REJECTION_REASON, rejection.reason().name());
        HeaderText.set(headers, HeaderNames.REJECTION_DETAIL, detail);
        if (model != null) {
            HeaderText.set(headers, HeaderNames.REJECTION_MODEL, shortened(model));
        }
    }

    private static String shortened(String text) {
        return text.length() <= MAX_DETAIL_CHARACTERS ? text : text.substring(0, MAX_DETAIL_CHARACTERS) + "…";
    }
}
