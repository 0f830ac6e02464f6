package io.inferencestream.gateway.outcome;

import io.inferencestream.schemas.outcome.RecordPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The recent outcomes, in the order in which they were seen: by id for whoever asks, and by number for whoever follows.
 * Bounded in count and in bytes; the oldest goes first.
 *
 * <p>One thread adds, any may read.
 */
public final class OutcomeIndex {
    private final int maxOutcomes;
    private final long maxBytes;
    private final NavigableMap<Long, Entry> log = new ConcurrentSkipListMap<>();
    private final Map<String, Entry> byId = new ConcurrentHashMap<>();
    private final Map<RecordPosition, Entry> byResent = new ConcurrentHashMap<>();
    private final Map<String, Cursor> seen = new ConcurrentHashMap<>();
    private final Map<String, Cursor> forgotten = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong size = new AtomicLong();
    private volatile long last;

    /**
     * One outcome and its place.
     *
     * @param number counts outcomes from 1, in the order seen by this gateway
     * @param cursor where the outcome's topic goes on after it; means the same to every gateway
     */
    public record Entry(long number, Cursor cursor, IndexedOutcome outcome) {}

    /** Keeps outcomes up to a number, and up to a number of bytes. */
    public OutcomeIndex(int maxOutcomes, long maxBytes) {
        this.maxOutcomes = maxOutcomes;
        this.maxBytes = maxBytes;
    }

    /** Says from where a topic is read; what lies before is forgotten. */
    void begin(String topic, Map<Integer, Long> offsets) {
        Cursor start = new Cursor(new TreeMap<>(offsets));
        seen.putIfAbsent(topic, start);
        forgotten.putIfAbsent(topic, start);
    }

    /** Adds the next outcome. */
    Entry add(IndexedOutcome outcome) {
        RecordPosition position = outcome.outcome().position();
        Cursor cursor =
                seen.merge(position.topic(), Cursor.after(position), (before, its) -> before.advanced(position));
        Entry entry = new Entry(last + 1, cursor, outcome);
        log.put(entry.number(), entry);
        if (!outcome.id().isEmpty()) {
            byId.put(outcome.id(), entry);
        }
        outcome.outcome().resentFrom().ifPresent(letter -> byResent.put(letter, entry));
        last = entry.number();
        size.incrementAndGet();
        bytes.addAndGet(outcome.bytes());
        while ((size.get() > maxOutcomes || bytes.get() > maxBytes) && size.get() > 1) {
            forgetOldest();
        }
        return entry;
    }

    private void forgetOldest() {
        Entry oldest = log.pollFirstEntry().getValue();
        IndexedOutcome outcome = oldest.outcome();
        size.decrementAndGet();
        bytes.addAndGet(-outcome.bytes());
        byId.remove(outcome.id(), oldest);
        outcome.outcome().resentFrom().ifPresent(letter -> byResent.remove(letter, oldest));
        RecordPosition position = outcome.outcome().position();
        forgotten.merge(position.topic(), Cursor.after(position), (before, its) -> before.advanced(position));
    }

    /** The latest outcome of an id. */
    public Optional<IndexedOutcome> find(String id) {
        return Optional.ofNullable(byId.get(id)).map(Entry::outcome);
    }

    /** What became of a dead letter that was resent. */
    public Optional<IndexedOutcome> ofResent(RecordPosition deadLetter) {
        return Optional.ofNullable(byResent.get(deadLetter)).map(Entry::outcome);
    }

    /** The entries after a number, oldest first, at most so many. */
    public List<Entry> after(long number, int max) {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : log.tailMap(number, false).values()) {
            if (entries.size() == max) {
                break;
            }
            entries.add(entry);
        }
        return entries;
    }

    /** The newest entries, newest first. */
    public Iterable<Entry> newestFirst() {
        return log.descendingMap().values();
    }

    /** The number of the newest entry; 0 before the first. */
    public long last() {
        return last;
    }

    /** The number of the oldest entry that is kept, or of the next where none is. */
    public long first() {
        return log.isEmpty() ? last + 1 : log.firstKey();
    }

    /** Whether outcomes of a topic after this cursor have been forgotten. */
    public boolean hasForgottenAfter(String topic, Cursor cursor) {
        Cursor gone = forgotten.get(topic);
        return gone != null && cursor.isBefore(gone);
    }

    /** How many outcomes are kept. */
    public long size() {
        return size.get();
    }

    /** How many bytes they take, roughly. */
    public long bytes() {
        return bytes.get();
    }

    /** The offset after the last that the index has seen of a partition, kept or not; 0 where it has seen none. */
    long nextOf(String topic, int partition) {
        Cursor cursor = seen.get(topic);
        return cursor == null ? 0 : cursor.offsets().getOrDefault(partition, 0L);
    }
}
