package io.inferencestream.stream.topology;

import io.inferencestream.core.outcome.RecordId;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The records of one task that are not answered for yet, in the order they were read. Owned by the stream thread. */
final class PendingRecords {
    private final int mostRecords;
    private final long mostBytes;
    private final ArrayDeque<PendingRecord> line = new ArrayDeque<>();
    private long bytes;

    /**
     * @param mostRecords most records in line at once; at least 1
     * @param mostBytes most bytes of keys and values in line at once, but for a lone record; at least 1
     */
    PendingRecords(int mostRecords, long mostBytes) {
        this.mostRecords = mostRecords;
        this.mostBytes = mostBytes;
    }

    boolean hasRoomFor(long recordBytes) {
        return line.isEmpty() || (line.size() < mostRecords && bytes + recordBytes <= mostBytes);
    }

    void add(PendingRecord record) {
        line.addLast(record);
        bytes += record.source().bytes();
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

    void removeHead() {
        PendingRecord head = line.removeFirst();
        bytes -= head.source().bytes();
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
            forgotten.accept(record.source().id());
        }
        line.clear();
        bytes = 0;
    }
}
