package io.inferencestream.chaos.verify;

import io.inferencestream.chaos.feed.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds outcomes against records. First all records, then the outcomes in the order of their partitions.
 *
 * <p>Not thread-safe.
 */
public final class Judge {
    private static final int MAX_FINDINGS = 40;

    private final boolean mayRepeat;
    private final Map<Place, Input> inputs = new TreeMap<>();
    private final Set<Long> numbers = new HashSet<>();
    private final Map<String, Long> furthest = new HashMap<>();
    private final List<String> findings = new ArrayList<>();
    private long predicted;
    private long rejected;
    private long reordered;
    private long misjudged;
    private long altered;
    private long strangers;

    private record Place(int partition, long offset) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byPartition = Integer.compare(partition, other.partition);
            return byPartition != 0 ? byPartition : Long.compare(offset, other.offset);
        }

        @Override
        public String toString() {
            return partition + "@" + offset;
        }
    }

    private static final class Input {
        private final Label label;
        private final int keyFingerprint;
        private final int recordFingerprint;
        private int outcomes;

        private Input(Label label, int keyFingerprint, int recordFingerprint) {
            this.label = label;
            this.keyFingerprint = keyFingerprint;
            this.recordFingerprint = recordFingerprint;
        }
    }

    /** @param mayRepeat whether outcomes may be written again after a crash: at least once */
    public Judge(boolean mayRepeat) {
        this.mayRepeat = mayRepeat;
    }

    /** A record of the images' topic. */
    public void record(int partition, long offset, Label label, int keyFingerprint, int recordFingerprint) {
        Place place = new Place(partition, offset);
        if (!numbers.add(label.number())) {
            strangers++;
            find(place, label + " was sent twice");
        }
        inputs.put(place, new Input(label, keyFingerprint, recordFingerprint));
    }

    /**
     * An outcome.
     *
     * @param line the partition of a topic that it stands in
     */
    public void outcome(String line, SeenOutcome outcome) {
        if (outcome.rejection().isPresent()) {
            rejected++;
        } else {
            predicted++;
        }
        Place place = new Place(outcome.inputPartition(), outcome.inputOffset());
        Input input = inputs.get(place);
        if (input == null) {
            strangers++;
            find(place, "there is no such record, but an outcome of it");
            return;
        }
        input.outcomes++;
        if (input.outcomes > 1 && !mayRepeat) {
            find(place, "outcome number " + input.outcomes + " of one record, on " + line);
        }
        judgeOrder(line, place, input);
        judgeKind(place, input, outcome);
    }

    private void judgeOrder(String line, Place place, Input input) {
        if (mayRepeat && input.outcomes > 1) {
            return;
        }
        long before = furthest.getOrDefault(line, -1L);
        if (place.offset() < before) {
            reordered++;
            find(place, "stands behind " + before + " on " + line);
        }
        furthest.put(line, Math.max(before, place.offset()));
    }

    private void judgeKind(Place place, Input input, SeenOutcome outcome) {
        String expected =
                input.label.specimen().expectedRejection().map(Enum::name).orElse("");
        String actual = outcome.rejection().orElse("");
        if (!expected.equals(actual)) {
            misjudged++;
            find(place, input.label + " became '" + actual + "'");
        } else if (outcome.rejection().isEmpty()
                && !outcome.claim().equals(claim(input.label.imageId(), input.label.expectedClass()))) {
            misjudged++;
            find(place, input.label + " got the prediction " + outcome.claim());
        }
        int fingerprint = outcome.rejection().isPresent() ? input.recordFingerprint : input.keyFingerprint;
        if (fingerprint != outcome.fingerprint()) {
            altered++;
            find(place, input.label + " came out altered");
        }
    }

    /** What a prediction says. */
    static String claim(String imageId, int classIndex) {
        return imageId + " is of class " + classIndex;
    }

    private void find(Place place, String what) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(place + ": " + what);
        }
    }

    /**
     * Sums it up.
     *
     * @param acknowledged records that the broker has acknowledged to the feeder: each must be there
     */
    public Verdict verdict(long acknowledged) {
        for (long number = 0; number < acknowledged; number++) {
            if (!numbers.contains(number)) {
                strangers++;
                findings.add("record number " + number + " was acknowledged and is not in the topic");
            }
        }
        inputs.forEach((place, input) -> {
            if (input.outcomes == 0) {
                find(place, input.label + " has no outcome");
            }
        });
        return new Verdict(
                inputs.size(),
                predicted,
                rejected,
                inputs.values().stream().filter(input -> input.outcomes == 0).count(),
                inputs.values().stream().filter(input -> input.outcomes > 1).count(),
                reordered,
                misjudged,
                altered,
                strangers,
                findings);
    }
}
