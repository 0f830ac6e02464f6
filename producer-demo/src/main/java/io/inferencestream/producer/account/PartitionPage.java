package io.inferencestream.producer.account;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The books of one input partition. An image is an object while it waits and one bit for ever after, so that a second
 * outcome is known for what it is. Not thread-safe: the ledger guards it.
 */
final class PartitionPage {
    /**
     * More than a producer has on its way to a partition, which is five batches of 128 KiB; beyond that, the oldest is
     * somebody else's.
     */
    private static final int MAX_EARLY = 10_000;

    private final Map<Long, SentImage> waiting = new LinkedHashMap<>();
    /** Outcomes of offsets that the broker has not acknowledged to us yet: ours, or another producer's. */
    private final Map<Long, Received> early = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Received> eldest) {
            return size() > MAX_EARLY;
        }
    };

    private final BitSet answered = new BitSet();
    private long firstOffset = -1;
    private long lastOffset = -1;

    /** Books an acknowledged image; answers its outcome if that is there already. */
    @Nullable
    Received sent(long offset, SentImage image) {
        if (firstOffset < 0) {
            firstOffset = offset;
        }
        lastOffset = Math.max(lastOffset, offset);
        Received outcome = early.remove(offset);
        // Acknowledgements come in order of offset, so what is below and not ours never will be.
        early.keySet().removeIf(other -> other < offset);
        if (outcome == null) {
            waiting.put(offset, image);
        } else {
            answer(offset);
        }
        return outcome;
    }

    /** Books an outcome; answers the image it belongs to, or null if it waits for none. */
    @Nullable
    SentImage outcome(long offset, Received outcome) {
        SentImage image = waiting.remove(offset);
        if (image != null) {
            answer(offset);
        } else if (offset > lastOffset) {
            early.put(offset, outcome);
        }
        return image;
    }

    /** Whether this offset had an outcome before. */
    boolean isAnswered(long offset) {
        return (firstOffset >= 0 && offset >= firstOffset && answered.get(index(offset))) || early.containsKey(offset);
    }

    /** What is still without outcome, in the order it was sent. */
    Collection<SentImage> waiting() {
        return waiting.values();
    }

    /** The first few that are still without outcome, as {@code ID (PARTITION@OFFSET)}. */
    List<String> waiting(int partition, int limit) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<Long, SentImage> entry : waiting.entrySet()) {
            if (names.size() >= limit) {
                break;
            }
            names.add(entry.getValue().id() + " (" + partition + "@" + entry.getKey() + ")");
        }
        return names;
    }

    private void answer(long offset) {
        answered.set(index(offset));
    }

    private int index(long offset) {
        return Math.toIntExact(offset - firstOffset);
    }
}
