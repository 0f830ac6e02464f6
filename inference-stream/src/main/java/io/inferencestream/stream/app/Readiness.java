package io.inferencestream.stream.app;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Why the stream is not ready, if it is not. Thread-safe. */
public final class Readiness {
    private final Map<String, String> obstacles = new ConcurrentSkipListMap<>();

    /** Notes an obstacle; a later one of the same name takes its place. */
    void obstruct(String name, String reason) {
        obstacles.put(name, reason);
    }

    void clear(String name) {
        obstacles.remove(name);
    }

    public boolean isReady() {
        return obstacles.isEmpty();
    }

    /** What stands in the way, by name; empty when ready. */
    public Map<String, String> obstacles() {
        return new TreeMap<>(obstacles);
    }
}
