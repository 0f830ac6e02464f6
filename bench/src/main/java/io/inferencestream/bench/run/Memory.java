package io.inferencestream.bench.run;

import java.util.ArrayList;
import java.util.List;

/** Memory that a process held, sampled over a time. Not thread-safe. */
public final class Memory {
    private final List<Long> bytes = new ArrayList<>();

    void note(long residentBytes) {
        bytes.add(residentBytes);
    }

    /** Samples taken. */
    public int samples() {
        return bytes.size();
    }

    /** The most, in bytes; at least 1. */
    public long max() {
        return max(0, bytes.size());
    }

    /** The most within a tenth of the samples, 0 to 9. */
    public long maxOfTenth(int tenth) {
        return max(bytes.size() * tenth / 10, Math.max(1, bytes.size() * (tenth + 1) / 10));
    }

    private long max(int from, int to) {
        return bytes.subList(Math.min(from, bytes.size()), Math.min(to, bytes.size())).stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(1);
    }
}
