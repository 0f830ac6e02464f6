package io.inferencestream.kit.admin;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
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
            throw failure(e);
        }
    }

    /**
     * Like {@link #of}, for a bounded time.
     *
     * @throws TimeoutException if there is no answer by then
     */
    public static <T> T within(Duration time, @Nullable KafkaFuture<T> future) throws InterruptedException {
        try {
            return Objects.requireNonNull(future).get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException("no answer in the time that was left: " + time.toMillis() + " ms", e);
        }
    }

    private static KafkaException failure(ExecutionException e) {
        return e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    }
}
