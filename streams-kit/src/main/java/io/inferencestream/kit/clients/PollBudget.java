package io.inferencestream.kit.clients;

/**
 * What one poll of a consumer may hand out, counted while its records are unfolded: the record that would be too much is
 * the first of the next poll. The first record of a poll always fits, whatever its size.
 *
 * <p>Not thread-safe: the stream thread owns it.
 */
/*
 * A consumer bounds what it fetches, in bytes of compressed batches, and what a poll returns, in records. A batch of a
 * few kilobytes may unfold to gigabytes, one record at a time, within one call of poll. Between two of its records a
 * consumer calls nobody but its deserializers. A record that cannot be deserialized ends the poll: those before it are
 * returned, it is kept unfolded, and the next poll tries it again. So deserializers that refuse a record for now stop a
 * poll at the byte, at no cost while there is room. The ADR "A poll is bounded in unfolded bytes" compares other ways.
 */
final class PollBudget {
    private final long maxBytes;
    private int maxRecords = Integer.MAX_VALUE;
    private long bytes;
    private int records;
    private boolean hasKey;

    /** @param maxBytes max bytes of keys, values and headers in a poll, but for a lone record; at least 1 */
    PollBudget(long maxBytes) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be at least 1: " + maxBytes);
        }
        this.maxBytes = maxBytes;
    }

    /** Begins a poll that hands out at most this number of records; 0 for none. */
    void begin(int mayHandOut) {
        maxRecords = mayHandOut;
        bytes = 0;
        records = 0;
        hasKey = false;
    }

    /** Counts the key of a record, which begins with it. */
    void key(long size) throws PollFullException {
        admit(size);
        hasKey = true;
    }

    /** Counts the value of a record, which begins with it where it has no key. */
    void value(long size) throws PollFullException {
        if (!hasKey) {
            admit(size);
            return;
        }
        hasKey = false;
        if (records > 1 && bytes + size > maxBytes) {
            throw PollFullException.INSTANCE;
        }
        bytes += size;
    }

    private void admit(long size) {
        boolean isFirst = records == 0;
        if (records >= maxRecords || !isFirst && bytes + size > maxBytes) {
            throw PollFullException.INSTANCE;
        }
        records++;
        bytes += size;
    }

    @Override
    public String toString() {
        return "a poll is full at " + maxBytes + " bytes, and the next one goes on (no error)";
    }
}
