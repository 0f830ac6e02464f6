package io.inferencestream.gateway.request;

import io.inferencestream.gateway.outcome.IndexedOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A request that is under way in this gateway, and all who wait for its outcome: each for itself, and the record that is on
 * the topic for all of them.
 *
 * <p>Thread-safe.
 */
final class Pending {
    private final String digest;
    private final String caller;
    private final CompletableFuture<Void> abandoned = new CompletableFuture<>();
    private final CompletableFuture<Void> published = new CompletableFuture<>();
    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private long askedUntilMillis = Long.MIN_VALUE;

    /** One who waits. */
    record Waiter(ImageRequest request, CompletableFuture<IndexedOutcome> outcome) {
        Waiter(ImageRequest request) {
            this(request, new CompletableFuture<>());
        }

        /** Two who ask for the same are two. */
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    Pending(ImageRequest first, String digest) {
        this.digest = digest;
        this.caller = first.caller();
    }

    String digest() {
        return digest;
    }

    String caller() {
        return caller;
    }

    /** Done once the broker has a record of the request; fails if it is not known to. */
    CompletableFuture<Void> published() {
        return published;
    }

    boolean isPublished() {
        return published.isDone() && !published.isCompletedExceptionally();
    }

    /** Done once nobody waits any more. */
    CompletableFuture<Void> abandoned() {
        return abandoned;
    }

    synchronized void add(Waiter waiter) {
        waiters.add(waiter);
    }

    /** Whether nobody waits any more. */
    boolean remove(Waiter waiter) {
        boolean isLast;
        synchronized (this) {
            waiters.remove(waiter);
            isLast = waiters.isEmpty();
        }
        if (isLast) {
            abandoned.complete(null);
        }
        return isLast;
    }

    synchronized List<Waiter> waiters() {
        return new ArrayList<>(waiters);
    }

    /** Notes until when the record that is being written is worth predicting. */
    synchronized void asks(ImageRequest request) {
        askedUntilMillis = request.lastMillis();
    }

    /**
     * Answers all whom an outcome answers.
     *
     * @return whose request is to be written once more: of those who have more time than the record had that came too late,
     *     the one with the most
     */
    Optional<ImageRequest> answer(IndexedOutcome outcome) {
        List<Waiter> rest = new ArrayList<>();
        for (Waiter waiter : waiters()) {
            if (outcome.answers(waiter.request().lastMillis())) {
                waiter.outcome().complete(outcome);
            } else {
                rest.add(waiter);
            }
        }
        return isNewest(outcome)
                ? rest.stream().map(Waiter::request).max(Comparator.comparingLong(ImageRequest::lastMillis))
                : Optional.empty();
    }

    /** Otherwise the outcome of a record with more time is still to come. */
    private synchronized boolean isNewest(IndexedOutcome outcome) {
        return outcome.mark().deadlineMillis() >= askedUntilMillis;
    }
}
