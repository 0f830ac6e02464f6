package io.inferencestream.gateway.request;

import io.inferencestream.gateway.outcome.IndexedOutcome;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Follows one image on its way to the topic and until its outcome is here. Its methods are called by threads that must not
 * wait, and do not throw.
 *
 * <p>Thread-safe.
 */
public interface ImageTrace {
    /** A trace that nobody follows here: the header goes on as it is. */
    static ImageTrace unfollowed(String traceparent) {
        return new ImageTrace() {
            @Override
            public Sending sending(String topic) {
                return () -> traceparent;
            }

            @Override
            public void until(CompletableFuture<IndexedOutcome> outcome) {}
        };
    }

    /** A record of the image is about to be handed to the producer. There may be none, and more than one. */
    Sending sending(String topic);

    /** The image waits for this outcome. */
    void until(CompletableFuture<IndexedOutcome> outcome);

    /** One record on its way to the broker. */
    @FunctionalInterface
    interface Sending {
        /** The header that the record is to carry. */
        String traceparent();

        /** The broker has the record; or it is not known to, for this reason. */
        default void done(@Nullable Exception failure) {}
    }
}
