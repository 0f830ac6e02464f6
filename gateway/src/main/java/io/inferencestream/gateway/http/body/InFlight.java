package io.inferencestream.gateway.http.body;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds requests between arrival and answer, in number and in bytes of their bodies. Thread-safe. */
public final class InFlight {
    private final int maxRequests;
    private final long maxBytes;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    public InFlight(int maxRequests, long maxBytes) {
        this.maxRequests = maxRequests;
        this.maxBytes = maxBytes;
    }

    /** Takes a place; false if there is none. */
    public boolean enter(long bodyBytes) {
        if (requests.incrementAndGet() > maxRequests) {
            requests.decrementAndGet();
            return false;
        }
        // A single body finds room in an empty gateway, however large.
        if (bytes.addAndGet(bodyBytes) > maxBytes && bytes.get() != bodyBytes) {
            leave(bodyBytes);
            return false;
        }
        return true;
    }

    /** Gives a place back. */
    public void leave(long bodyBytes) {
        requests.decrementAndGet();
        bytes.addAndGet(-bodyBytes);
    }

    public int requests() {
        return requests.get();
    }

    public long bytes() {
        return bytes.get();
    }
}
