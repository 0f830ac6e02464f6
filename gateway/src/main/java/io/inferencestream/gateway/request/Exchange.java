package io.inferencestream.gateway.request;

import io.inferencestream.gateway.outcome.IndexedOutcome;
import io.inferencestream.gateway.outcome.OutcomeIndex;
import io.inferencestream.gateway.request.Pending.Waiter;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Request and reply over the topics: publishes a request and completes when the outcome of its id and content is seen.
 *
 * <p>A request whose outcome is in the index already, or that is under way in this gateway, is not published again,
 * unless all that came of it is that an earlier deadline had passed. Each who asks waits for itself. Thread-safe; never blocks.
 */
public final class Exchange {
    private final OutcomeIndex index;
    private final ImagePublisher publisher;
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();

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
        try {
            Ticket ticket = asked(request, patience);
            request.trace().until(ticket.outcome());
            return ticket;
        } catch (KeyReusedException e) {
            request.trace().until(CompletableFuture.failedFuture(e));
            throw e;
        }
    }

    private Ticket asked(ImageRequest request, Duration patience) {
        String digest = request.digest();
        Optional<IndexedOutcome> known = index.find(request.id());
        known.ifPresent(its -> requireSame(request.id(), digest, its.mark().digest()));
        if (known.isPresent() && known.get().answers(request.lastMillis())) {
            return new Ticket(CompletableFuture.completedFuture(known.get()), CompletableFuture.completedFuture(null));
        }
        Waiter waiter = new Waiter(request);
        Pending fresh = new Pending(request, digest);
        Pending its = Objects.requireNonNull(
                pending.compute(request.id(), (id, other) -> joined(waiter, digest, other == null ? fresh : other)));
        waiter.outcome().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        Ticket ticket = ticket(its, waiter.outcome().whenComplete((outcome, failure) -> leave(waiter)));
        if (its == fresh) {
            publish(request, its);
        }
        its.published().whenComplete((nothing, failure) -> {
            if (failure != null) {
                waiter.outcome().completeExceptionally(new NotPublishedException(failure));
            }
        });
        return ticket;
    }

    private static Pending joined(Waiter waiter, String digest, Pending its) {
        requireSame(waiter.request().id(), digest, its.digest());
        its.add(waiter);
        return its;
    }

    /** Whoever sees the outcome finds the request not pending any more, unless others wait for it. */
    private void leave(Waiter waiter) {
        pending.computeIfPresent(waiter.request().id(), (id, its) -> its.remove(waiter) ? null : its);
    }

    private void publish(ImageRequest request, Pending its) {
        its.asks(request);
        publisher.publish(request, its.digest(), its.abandoned()).whenComplete((nothing, failure) -> {
            if (failure == null) {
                its.published().complete(null);
            } else {
                its.published().completeExceptionally(failure);
                its.waiters().forEach(one -> one.outcome().completeExceptionally(new NotPublishedException(failure)));
            }
        });
    }

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
            its.answer(outcome).ifPresent(request -> publish(request, its));
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
