package io.inferencestream.stream.admin;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;

/** Waits for an answer of Kafka's {@code Admin} client. */
public final class Answer {
    private Answer() {}

    /**
     * The answer; blocks for as long as the client's time-outs say.
     *
     * @param future null is a mistake of the caller's, and is here because Kafka's maps of futures may hold none
     * @throws KafkaException what the cluster or the client says instead; never wrapped
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public static <T> T of(@Nullable KafkaFuture<T> future) throws InterruptedException {
        try {
            return Objects.requireNonNull(future).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException(e.getCause());
        }
    }
}
