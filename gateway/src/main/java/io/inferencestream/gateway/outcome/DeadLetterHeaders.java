package io.inferencestream.gateway.outcome;

/** Names of the headers by which a dead letter says why and whence. */
public final class DeadLetterHeaders {
    /** Topic the record was read from. */
    public static final String TOPIC = "__streams.errors.topic";
    /** Partition the record was read from, in decimal. */
    public static final String PARTITION = "__streams.errors.partition";
    /** Offset the record was read from, in decimal. */
    public static final String OFFSET = "__streams.errors.offset";
    /** Name of the reason. */
    public static final String REASON = "inference.rejection.reason";
    /** What exactly was wrong. */
    public static final String DETAIL = "inference.rejection.detail";
    /** The instance that rejected it. */
    public static final String INSTANCE = "inference.rejection.instance";
    /** Present where the value was left out because the topic could not hold it: its length in bytes. */
    public static final String VALUE_LEFT_OUT = "inference.rejection.value.left.out";

    private DeadLetterHeaders() {}
}
