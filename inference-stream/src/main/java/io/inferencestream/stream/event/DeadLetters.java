package io.inferencestream.stream.event;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.outcome.Rejection;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import io.inferencestream.schemas.header.RejectionHeaders;
import java.time.Clock;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.DefaultRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes dead letters: the record as it was read, untouched, plus headers that say why and whence.
 */
public final class DeadLetters {
    private static final int MOST_DETAIL_CHARACTERS = 1_000;

    private final String instance;
    private final long largestRecordBytes;
    private final Clock clock;

    /**
     * @param instance name of this instance
     * @param largestRecordBytes the largest record that the dead-letter topic takes
     */
    public DeadLetters(String instance, long largestRecordBytes) {
        this(instance, largestRecordBytes, Clock.systemUTC());
    }

    DeadLetters(String instance, long largestRecordBytes, Clock clock) {
        this.instance = instance;
        this.largestRecordBytes = largestRecordBytes;
        this.clock = clock;
    }

    /**
     * The dead letter of a record; its value is null where the topic could not hold it.
     *
     * @param request what the record asked for; null where it could not be read
     * @param model the model that was to look at it; null where that is not known
     */
    public DeadLetter write(
            SourceRecord source, @Nullable ImageRequest request, @Nullable String model, Rejection rejection) {
        Headers headers = new RecordHeaders(source.headers());
        RejectionHeaders.removeFrom(headers);
        sayWhence(headers, source.id());
        sayWhy(headers, rejection, model);
        HeaderText.set(headers, HeaderNames.REJECTION_INSTANCE, instance);
        HeaderText.set(headers, HeaderNames.REJECTION_AT, clock.instant().toString());
        if (request != null && request.imageId().length() <= HeaderNames.MAX_IMAGE_ID) {
            HeaderText.set(headers, HeaderNames.REJECTION_IMAGE_ID, request.imageId());
        }
        byte[] value = source.value();
        if (value != null && sizeOf(source, headers) > largestRecordBytes) {
            HeaderText.set(headers, HeaderNames.VALUE_LEFT_OUT, Integer.toString(value.length));
            value = null;
        }
        return new DeadLetter(value, headers);
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
            HeaderText.set(headers, HeaderNames.REJECTION_MODEL, model);
        }
    }

    private static String shortened(String detail) {
        return detail.length() <= MOST_DETAIL_CHARACTERS ? detail : detail.substring(0, MOST_DETAIL_CHARACTERS) + "…";
    }

    private static long sizeOf(SourceRecord source, Headers headers) {
        Header[] all = headers.toArray();
        return DefaultRecord.MAX_RECORD_OVERHEAD
                + source.bytes()
                + java.util.Arrays.stream(all).mapToLong(DeadLetters::sizeOf).sum();
    }

    private static long sizeOf(Header header) {
        byte[] value = header.value();
        return 2L * Integer.BYTES + header.key().length() + (value == null ? 0 : value.length);
    }
}
