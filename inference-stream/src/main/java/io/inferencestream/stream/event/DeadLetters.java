package io.inferencestream.stream.event;

import io.inferencestream.core.outcome.Rejection;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.DefaultRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes dead letters: the record as it was read, untouched, plus headers that say why and whence. The names under
 * {@code __streams.errors} are those that Kafka Streams itself uses for its dead letters.
 */
public final class DeadLetters {
    /** Topic the record was read from. */
    public static final String TOPIC = "__streams.errors.topic";
    /** Partition the record was read from, in decimal. */
    public static final String PARTITION = "__streams.errors.partition";
    /** Offset the record was read from, in decimal. */
    public static final String OFFSET = "__streams.errors.offset";
    /** The reason again, in the place where Kafka Streams names an exception. */
    public static final String EXCEPTION = "__streams.errors.exception";
    /** The detail again, in the place where Kafka Streams puts an exception's message. */
    public static final String MESSAGE = "__streams.errors.message";
    /** Name of the {@link io.inferencestream.core.outcome.RejectionReason}. */
    public static final String REASON = "inference.rejection.reason";
    /** What exactly was wrong, for people. */
    public static final String DETAIL = "inference.rejection.detail";
    /** The model that was to look at it, NAME/VERSION; what was asked for where none is served; absent if unreadable. */
    public static final String MODEL = "inference.rejection.model";
    /** The instance of the stream that rejected the record. */
    public static final String INSTANCE = "inference.rejection.instance";
    /** Present where the value was left out because the topic could not hold it: its length in bytes. */
    public static final String VALUE_LEFT_OUT = "inference.rejection.value.left.out";

    private static final int MOST_DETAIL_CHARACTERS = 1_000;

    private final String instance;
    private final long largestRecordBytes;

    /**
     * @param instance name of this instance
     * @param largestRecordBytes the largest record that the dead-letter topic takes
     */
    public DeadLetters(String instance, long largestRecordBytes) {
        this.instance = instance;
        this.largestRecordBytes = largestRecordBytes;
    }

    /**
     * The dead letter of a record; its value is null where the topic could not hold it.
     *
     * @param model the model that was to look at it; null where that is not known
     */
    public DeadLetter write(SourceRecord source, @Nullable String model, Rejection rejection) {
        Headers headers = new RecordHeaders(source.headers());
        String detail = shortened(rejection.detail());
        put(headers, TOPIC, source.id().topic());
        put(headers, PARTITION, Integer.toString(source.id().partition()));
        put(headers, OFFSET, Long.toString(source.id().offset()));
        put(headers, EXCEPTION, rejection.reason().name());
        put(headers, MESSAGE, detail);
        put(headers, REASON, rejection.reason().name());
        put(headers, DETAIL, detail);
        put(headers, INSTANCE, instance);
        headers.remove(MODEL);
        headers.remove(VALUE_LEFT_OUT);
        if (model != null) {
            put(headers, MODEL, model);
        }
        byte[] value = source.value();
        if (value != null && sizeOf(source, headers) > largestRecordBytes) {
            put(headers, VALUE_LEFT_OUT, Integer.toString(value.length));
            value = null;
        }
        return new DeadLetter(value, headers);
    }

    private static String shortened(String detail) {
        return detail.length() <= MOST_DETAIL_CHARACTERS ? detail : detail.substring(0, MOST_DETAIL_CHARACTERS) + "…";
    }

    /** Removes first: a record that is sent again and rejected again must not carry two reasons. */
    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
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
