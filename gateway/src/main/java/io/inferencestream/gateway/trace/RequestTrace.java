package io.inferencestream.gateway.trace;

import io.inferencestream.gateway.request.ImageTrace;

/**
 * Follows one request for predictions from its arrival to its answer.
 *
 * <p>Thread-safe. No method waits or throws.
 */
public interface RequestTrace {
    /** The trace that it belongs to: 32 hexadecimal digits. */
    String traceId();

    /** The body is here, whole. */
    void received();

    /** Follows one of its images. */
    ImageTrace image(String id);

    /** It was answered. */
    void answered(int status);
}
