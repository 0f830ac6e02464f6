package io.inferencestream.bench.contestant;

import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** Ends a contestant that failed, at once and loudly: a measurement of half a contestant is none. */
final class Death {
    private Death() {}

    static StreamThreadExceptionResponse of(Throwable cause) {
        cause.printStackTrace();
        Runtime.getRuntime().halt(1);
        throw new AssertionError("halted");
    }
}
