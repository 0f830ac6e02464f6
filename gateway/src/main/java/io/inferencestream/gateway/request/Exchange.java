package io.inferencestream.gateway.request;

import io.inferencestream.gateway.outcome.IndexedOutcome;
import io.inferencestream.gateway.outcome.OutcomeIndex;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Request and reply over the topics: publishes a request and completes when the outcome of its id and content is seen.
 *
 * <p>A request whose outcome is in the index already, or that is under way in this gateway, is not published again.
 * Thread-safe; never blocks.
 */
public final class Exchange {
    private final OutcomeIndex index;
    private final ImagePublisher publisher;
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();

    private record Pending(
            String digest,
            String caller,
            CompletableFuture<IndexedOutcome> outcome,
            CompletableFuture<Void> published) {
        boolean isPublished() {
            return published.isDone() && !published.isCompletedExceptionally();
        }
    }

    /** Waits for the outcomes that the index is told of, by {@link #seen}. */
    public Exchange(OutcomeIndex index, ImagePublisher publisher) {
        this.index = index;
        this.publisher = publisher;
    }

    /**
     * Asks for a prediction.
     *
     * @return how it goes on
     * @throws KeyReusedException if this id stands for other content
     */
    public Ticket ask(ImageRequest request, Duration patience) {
        String digest = request.digest();
        Optional<IndexedOutcome> known = index.find(request.id());
        if (known.isPresent()) {
            requireSame(request.id(), digest, known.get().mark().digest());
            return new Ticket(CompletableFuture.completedFuture(known.get()), CompletableFuture.completedFuture(null));
        }
        Pending fresh = new Pending(digest, request.caller(), new CompletableFuture<>(), new CompletableFuture<>());
        Pending other = pending.putIfAbsent(request.id(), fresh);
        if (other != null) {
            requireSame(request.id(), digest, other.digest());
            return ticket(other, settled(request.id(), other).orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS));
        }
        publish(request, fresh, patience);
        return ticket(fresh, settled(request.id(), fresh));
    }

    private void publish(ImageRequest request, Pending its, Duration patience) {
        its.outcome().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        publisher.publish(request, its.digest(), its.outcome()).whenComplete((nothing, failure) -> {
            if (failure == null) {
                its.published().complete(null);
            } else {
                its.published().completeExceptionally(failure);
                its.outcome().completeExceptionally(new NotPublishedException(failure));
            }
        });
    }

    /** The outcome as one who asked sees it: the request is not pending any more by then. */
    private CompletableFuture<IndexedOutcome> settled(String id, Pending its) {
        return its.outcome().whenComplete((outcome, failure) -> pending.remove(id, its));
    }

    /**
     * Those who ask again wait for themselves: their time-out must not end the first one's.
     *
     * @param own the outcome as this one sees it
     */
    private static Ticket ticket(Pending its, CompletableFuture<IndexedOutcome> own) {
        return new Ticket(
                own.exceptionally(failure -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    throw cause instanceof TimeoutException && !its.isPublished()
                            ? new NotPublishedException(cause)
                            : new CompletionException(cause);
                }),
                its.published());
    }

    private static void requireSame(String id, String digest, String other) {
        if (!digest.equals(other)) {
            throw new KeyReusedException(id);
        }
    }

    /** Takes note of an outcome; told by the follower's thread. */
    public void seen(OutcomeIndex.Entry entry) {
        IndexedOutcome outcome = entry.outcome();
        Pending its = pending.get(outcome.id());
        if (its != null && its.digest().equals(outcome.mark().digest())) {
            its.outcome().complete(outcome);
        }
    }

    /** Who asked for this id, while it is under way in this gateway. */
    public Optional<String> pendingCaller(String id) {
        return Optional.ofNullable(pending.get(id)).map(Pending::caller);
    }

    /** How many requests wait. */
    public int size() {
        return pending.size();
    }

    /**
     * How a request goes on.
     *
     * @param outcome fails with {@link TimeoutException} after the patience, or with {@link NotPublishedException} if by
     *     then the broker was not known to have the request
     * @param published done once the broker has the request
     */
    public record Ticket(CompletableFuture<IndexedOutcome> outcome, CompletableFuture<Void> published) {}

    /** An idempotency key was used for another request before. */
    public static final class KeyReusedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        KeyReusedException(String id) {
            super("another request has this id: " + id);
        }
    }

    /** The broker is not known to have the request. */
    public static final class NotPublishedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotPublishedException(Throwable cause) {
            super(cause);
        }
    }
}
