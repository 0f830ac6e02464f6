package io.inferencestream.gateway.caller;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many requests a caller may make: so many a second, and after a lull as many at once.
 *
 * <p>Thread-safe. Remembers the 10,000 callers seen last.
 */
public final class RateLimit {
    private static final int MAX_CALLERS = 10_000;
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final LongSupplier nanoClock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_CALLERS;
        }
    };

    private static final class Bucket {
        double tokens;
        long atNanos;
    }

    /** @param perSecond 0 for no limit */
    public RateLimit(int perSecond, LongSupplier nanoClock) {
        this.perSecond = perSecond;
        this.nanoClock = nanoClock;
    }

    /**
     * Takes one request.
     *
     * @return 0 if it may go on, otherwise the seconds after which another may, at least 1
     */
    public synchronized int take(String caller) {
        if (perSecond == 0) {
            return 0;
        }
        long now = nanoClock.getAsLong();
        Bucket bucket = buckets.computeIfAbsent(caller, name -> {
            Bucket fresh = new Bucket();
            fresh.tokens = perSecond;
            fresh.atNanos = now;
            return fresh;
        });
        bucket.tokens = Math.min(perSecond, bucket.tokens + (now - bucket.atNanos) / NANOS * perSecond);
        bucket.atNanos = now;
        if (bucket.tokens < 1) {
            return (int) Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
        }
        bucket.tokens--;
        return 0;
    }

    /** Makes as if one request had not been taken. */
    public synchronized void giveBack(String caller) {
        Bucket bucket = buckets.get(caller);
        if (bucket != null) {
            bucket.tokens = Math.min(perSecond, bucket.tokens + 1);
        }
    }
}
