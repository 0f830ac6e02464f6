package io.inferencestream.gateway.doors;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What doors say they did. Thread-safe. */
final class Claims {
    final Map<String, Integer> resent = new ConcurrentHashMap<>();
    final AtomicInteger before = new AtomicInteger();
    final AtomicInteger unavailable = new AtomicInteger();
    final AtomicInteger broken = new AtomicInteger();
    final AtomicLong slowestMillis = new AtomicLong();

    /** A door says that it has resent a letter. */
    void resent(String letter) {
        resent.merge(letter, 1, Integer::sum);
    }

    @Override
    public String toString() {
        return resent.size() + " letters claimed, " + before + " resent before, " + unavailable + " unavailable, "
                + broken + " answers lost by kills, slowest answer " + slowestMillis + " ms";
    }
}
