package io.inferencestream.kit.health;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Why the stream is not ready, if it is not. Thread-safe. */
public final class Readiness {
    /** The obstacle of a program that is about to start, has no partitions, or ends. */
    public static final String STARTING = "starting";

    private final Map<String, String> obstacles = new ConcurrentSkipListMap<>();

    /** Notes an obstacle; a later one of the same name takes its place. */
    public void obstruct(String name, String reason) {
        obstacles.put(name, reason);
    }

    public void clear(String name) {
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
