package io.inferencestream.gateway.http.body;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The bodies that are being read: where no place is left, the one that has been coming for longest loses its own, so that
 * those who send slowly keep nobody out. Thread-safe.
 */
public final class BodiesUnderWay {
    private final long graceNanos;
    private final AtomicLong arrivals = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Body> bodies = new ConcurrentSkipListMap<>();

    private record Body(String account, long beganNanos, CompletableFuture<byte[]> whole) {}

    /** @param grace how long a body may take whatever happens */
    public BodiesUnderWay(Duration grace) {
        this.graceNanos = grace.toNanos();
    }

    /** Watches a body until it is whole, or has failed. */
    public CompletableFuture<byte[]> watch(String account, CompletableFuture<byte[]> whole) {
        long arrival = arrivals.incrementAndGet();
        bodies.put(arrival, new Body(account, System.nanoTime(), whole));
        return whole.whenComplete((body, failure) -> bodies.remove(arrival));
    }

    /**
     * Ends the body that has been coming for longest, beyond its grace; false if there is none.
     *
     * @param accounts of whom it may be
     */
    public boolean endSlowest(Predicate<String> accounts, RuntimeException problem) {
        long now = System.nanoTime();
        for (Map.Entry<Long, Body> entry : bodies.entrySet()) {
            Body body = entry.getValue();
            if (now - body.beganNanos() < graceNanos) {
                return false;
            }
            if (accounts.test(body.account()) && bodies.remove(entry.getKey(), body)) {
                body.whole().completeExceptionally(problem);
                return true;
            }
        }
        return false;
    }
}
