package io.inferencestream.stream.topology;

import io.inferencestream.core.outcome.RecordId;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The records of one task that are not answered for yet, in the order they were read. Owned by the stream thread. */
final class PendingRecords {
    private final int maxRecords;
    private final PendingBytes bytes;
    private final ArrayDeque<PendingRecord> line = new ArrayDeque<>();

    /**
     * @param maxRecords max records in line at once; at least 1
     * @param bytes those of all lines
     */
    PendingRecords(int maxRecords, PendingBytes bytes) {
        this.maxRecords = maxRecords;
        this.bytes = bytes;
    }

    /** Whether a record of this size may get in line; an empty one has room for any. */
    boolean hasRoomFor(long recordBytes) {
        return line.isEmpty() || (line.size() < maxRecords && bytes.hasRoomFor(recordBytes));
    }

    void add(PendingRecord record) {
        line.addLast(record);
        bytes.add(record.source().bytes());
    }

    /** The first in line, if its outcome is there. */
    @Nullable
    PendingRecord completedHead() {
        PendingRecord head = line.peekFirst();
        return head != null && head.isCompleted() ? head : null;
    }

    boolean isHeadCompleted() {
        return completedHead() != null;
    }

    /** Whether the first in line never gets an outcome. */
    boolean isHeadDropped() {
        PendingRecord head = line.peekFirst();
        return head != null && head.isDropped();
    }

    /** The first in line; there must be one. */
    PendingRecord head() {
        return line.getFirst();
    }

    void removeHead() {
        PendingRecord head = line.removeFirst();
        bytes.add(-head.source().bytes());
    }

    boolean isEmpty() {
        return line.isEmpty();
    }

    int size() {
        return line.size();
    }

    /** Forgets everybody in line, and says so of each: late outcomes only free their memory. */
    void cancelAll(Consumer<RecordId> forgotten) {
        for (PendingRecord record : line) {
            record.cancel();
            bytes.add(-record.source().bytes());
            forgotten.accept(record.source().id());
        }
        line.clear();
    }
}
