package io.inferencestream.schemas.registry;

import org.jspecify.annotations.Nullable;

/**
 * No registry gave a usable answer: an outage, never the fault of a record. The same call may succeed later.
 *
 * <p>Stands for refused connections, time-outs, 401, 403, 429, 5xx, a "not found" that does not speak of a schema,
 * unreadable answers, and for an interrupt of the calling thread (whose interrupt flag is then set).
 */
public final class RegistryUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
