package io.inferencestream.kit.lifecycle;

/** How a stream ended, as a process's exit code. */
public enum ExitReason {
    /** It was asked to end, and everything pending was answered and committed first. */
    STOPPED(0),
    /** It could not start: configuration, cluster, registry or model. */
    NOT_STARTED(1),
    /** Kafka Streams failed again and again, or for a reason that a new thread does not cure. */
    STREAM_FAILED(3),
    /** The engine or its device is broken: another process must take over the partitions. */
    ENGINE_FAILED(4);

    private final int code;

    ExitReason(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
