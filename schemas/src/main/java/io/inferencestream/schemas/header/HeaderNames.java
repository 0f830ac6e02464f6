package io.inferencestream.schemas.header;

import java.util.Set;

/**
 * Names of the headers that programs of this product write or read, all of them. Values are text in UTF-8, unless said
 * otherwise.
 *
 * <p>The names under {@code __streams.errors} are those that Kafka Streams itself gives its dead letters.
 */
public final class HeaderNames {
    /** On a dead letter: topic the record was read from. */
    public static final String ERROR_TOPIC = "__streams.errors.topic";

    /** On a dead letter: partition the record was read from, in decimal. */
    public static final String ERROR_PARTITION = "__streams.errors.partition";

    /** On a dead letter: offset the record was read from, in decimal. */
    public static final String ERROR_OFFSET = "__streams.errors.offset";

    /** On a dead letter: the reason again, in the place where Kafka Streams names an exception. */
    public static final String ERROR_EXCEPTION = "__streams.errors.exception";

    /** On a dead letter: the detail again, in the place where Kafka Streams puts an exception's message. */
    public static final String ERROR_MESSAGE = "__streams.errors.message";

    /** On a dead letter: name of the reason, one of a closed list. */
    public static final String REJECTION_REASON = "inference.rejection.reason";

    /** On a dead letter: what exactly was wrong, for people. */
    public static final String REJECTION_DETAIL = "inference.rejection.detail";

    /** On a dead letter: the model that the record asked for, NAME/VERSION where it is served; absent if unreadable. */
    public static final String REJECTION_MODEL = "inference.rejection.model";

    /** On a dead letter: the instance of the stream that rejected the record. */
    public static final String REJECTION_INSTANCE = "inference.rejection.instance";

    /** On a dead letter: when the stream rejected the record, ISO 8601 in UTC; its timestamp is the record's own. */
    public static final String REJECTION_AT = "inference.rejection.at";

    /**
     * On a dead letter: the id of the image, as a prediction would name it. Absent where the event is unreadable or its id
     * longer than {@link #MAX_IMAGE_ID} characters.
     */
    public static final String REJECTION_IMAGE_ID = "inference.rejection.image.id";

    /** On a dead letter whose value did not fit the topic: the value's length in bytes. */
    public static final String VALUE_LEFT_OUT = "inference.rejection.value.left.out";

    /** On a dead letter whose own headers did not fit the topic: how many were left out. */
    public static final String HEADERS_LEFT_OUT = "inference.rejection.headers.left.out";

    /** On a dead letter whose key did not fit the topic: the key's length in bytes. */
    public static final String KEY_LEFT_OUT = "inference.rejection.key.left.out";

    /** On a request of a gateway, and on its outcome: the request's id. */
    public static final String GATEWAY_ID = "inference.gateway.id";

    /** On a request of a gateway, and on its outcome: SHA-256 of the request's content. */
    public static final String GATEWAY_DIGEST = "inference.gateway.digest";

    /** On a request of a gateway, and on its outcome: the caller's name. */
    public static final String GATEWAY_CALLER = "inference.gateway.caller";

    /**
     * On a request of a gateway that has a deadline, and on its outcome: the deadline, in milliseconds since
     * 1970-01-01T00:00Z, in decimal.
     */
    public static final String GATEWAY_DEADLINE = "inference.gateway.deadline";

    /** On a receipt, which is a record of the ledger of resent letters: the dead letter that was resent. */
    public static final String RESENT = "inference.resent";

    /** On a receipt: who resent the letter, for people. */
    public static final String RESENT_BY = "inference.resent.by";

    /** On a receipt: the run of a program that resent the letter. */
    public static final String RESENT_RUN = "inference.resent.run";

    /** On a receipt: the offset at which the letter's partition ended then. */
    public static final String RESENT_END = "inference.resent.end";

    /** On a record that was resent, and on its outcome: the dead letter that it was. */
    public static final String RESENT_FROM = "inference.resent.from";

    /** Of Confluent's clients from version 8 on: which schema the value was written with, in binary. */
    public static final String VALUE_SCHEMA_ID = "__value_schema_id";

    /** Of Confluent's clients from version 8 on: which schema the key was written with, in binary. */
    public static final String KEY_SCHEMA_ID = "__key_schema_id";

    /** On an outcome whose timestamp is not its input record's: what that was, in milliseconds, in decimal. */
    public static final String INPUT_TIMESTAMP = "inference.input.timestamp";

    /** W3C trace context of the record. */
    public static final String TRACE_PARENT = "traceparent";

    /** Longest image id that a dead letter repeats, in characters: an event's id has no more. */
    public static final int MAX_IMAGE_ID = 200;

    /**
     * What a stream adds to a record's own headers when it rejects the record. None of these may travel on with a record
     * that is resent, or with a prediction.
     */
    public static final Set<String> OF_REJECTIONS = Set.of(
            ERROR_TOPIC,
            ERROR_PARTITION,
            ERROR_OFFSET,
            ERROR_EXCEPTION,
            ERROR_MESSAGE,
            REJECTION_REASON,
            REJECTION_DETAIL,
            REJECTION_MODEL,
            REJECTION_INSTANCE,
            REJECTION_AT,
            REJECTION_IMAGE_ID,
            VALUE_LEFT_OUT,
            HEADERS_LEFT_OUT,
            KEY_LEFT_OUT);

    /**
     * What programs of this product put on records of images. These stay on an outcome that cannot hold all headers of
     * its record, so that whoever sent the record knows its outcome.
     */
    public static final Set<String> OF_REQUESTS = Set.of(
            GATEWAY_ID, GATEWAY_DIGEST, GATEWAY_CALLER, GATEWAY_DEADLINE, RESENT_FROM, TRACE_PARENT, INPUT_TIMESTAMP);

    private HeaderNames() {}
}
