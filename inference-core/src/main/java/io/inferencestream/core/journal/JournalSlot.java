package io.inferencestream.core.journal;

import io.inferencestream.core.outcome.RecordId;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a crash journal that one predictor writes: the records of one batch. Names as many as fit, which is about a
 * thousand.
 *
 * <p>Not thread-safe: one thread at a time may use it.
 */
/*
 * Layout: number of entries (int), then the entries: partition (int), offset (long), bytes of the topic's name (short),
 * the name. A name of no bytes is that of the entry before.
 *
 * The number is 0 while the entries change, and written last, with fences that keep the compiler from moving the writes:
 * a process that dies half way leaves either all of a batch or nothing, never a mixture of two.
 */
final class JournalSlot {
    private static final int ENTRY_HEADER_BYTES = Integer.BYTES + Long.BYTES + Short.BYTES;

    private static final byte[] SAME_NAME = {};

    private final ByteBuffer bytes;
    private String topic = "";
    private byte[] topicName = {};

    JournalSlot(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    void write(List<RecordId> records) {
        clear();
        bytes.position(Integer.BYTES);
        String before = "";
        int written = 0;
        for (RecordId id : records) {
            byte[] name = id.topic().equals(before) ? SAME_NAME : nameOf(id.topic());
            if (bytes.remaining() < ENTRY_HEADER_BYTES + name.length) {
                break;
            }
            bytes.putInt(id.partition())
                    .putLong(id.offset())
                    .putShort((short) name.length)
                    .put(name);
            before = id.topic();
            written++;
        }
        VarHandle.storeStoreFence();
        bytes.putInt(0, written);
    }

    private byte[] nameOf(String name) {
        if (!name.equals(topic)) {
            topic = name;
            topicName = name.getBytes(StandardCharsets.UTF_8);
        }
        return topicName;
    }

    void clear() {
        bytes.putInt(0, 0);
        VarHandle.storeStoreFence();
    }

    /** What another process wrote; skips what makes no sense. */
    List<RecordId> read() {
        List<RecordId> records = new ArrayList<>();
        ByteBuffer entries = bytes.duplicate().clear();
        int count = entries.getInt();
        String name = "";
        for (int i = 0; i < count && entries.remaining() >= ENTRY_HEADER_BYTES; i++) {
            int partition = entries.getInt();
            long offset = entries.getLong();
            int length = entries.getShort();
            if (length < 0 || length > entries.remaining()) {
                break;
            }
            if (length > 0) {
                byte[] utf8 = new byte[length];
                entries.get(utf8);
                name = new String(utf8, StandardCharsets.UTF_8);
            }
            if (partition >= 0 && offset >= 0 && !name.isEmpty()) {
                records.add(new RecordId(name, partition, offset));
            }
        }
        return records;
    }
}
