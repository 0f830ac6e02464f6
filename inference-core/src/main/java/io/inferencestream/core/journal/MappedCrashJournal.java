package io.inferencestream.core.journal;

import io.inferencestream.core.outcome.RecordId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A crash journal in a small memory-mapped file: what was written before the process died is in the page cache, and so
 * survives a crash, a halt and a SIGKILL (not a power cut).
 *
 * <p>One live process per file; a second one is refused.
 */
/*
 * Layout: SLOTS slots of SLOT_BYTES each. A slot begins with the number of its entries (int; 0 when idle), written last
 * on begin and first on end. An entry is partition (int), offset (long), length of the topic's name (short), the name.
 * Topics are few and short; a slot that is full names as many records as fit, which the count says truthfully.
 */
public final class MappedCrashJournal implements CrashJournal, AutoCloseable {
    private static final int SLOTS = 64;
    private static final int SLOT_BYTES = 16 * 1024;
    private static final int ENTRY_HEADER_BYTES = Integer.BYTES + Long.BYTES + Short.BYTES;

    private final FileChannel channel;
    private final FileLock lock;
    private final MappedByteBuffer map;
    private final List<RecordId> left;
    private final AtomicInteger slots = new AtomicInteger();

    private MappedCrashJournal(FileChannel channel, FileLock lock, MappedByteBuffer map, List<RecordId> left) {
        this.channel = channel;
        this.lock = lock;
        this.map = map;
        this.left = List.copyOf(left);
    }

    /**
     * Opens the journal, making file and folders where they are missing, and reads what an earlier process left.
     *
     * @throws IOException if the file cannot be opened, or another process has it open
     */
    public static MappedCrashJournal open(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = lock(channel, file);
            MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) SLOTS * SLOT_BYTES);
            List<RecordId> left = read(map);
            for (int slot = 0; slot < SLOTS; slot++) {
                map.putInt(slot * SLOT_BYTES, 0);
            }
            return new MappedCrashJournal(channel, lock, map, left);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileLock lock(FileChannel channel, Path file) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new IOException("the crash journal is in use by this very process: " + file, e);
        }
        if (lock == null) {
            throw new IOException("the crash journal is in use by another process: " + file);
        }
        return lock;
    }

    /** The records that were inside an engine when the last process that used this file died; empty after a clean end. */
    public List<RecordId> leftBehind() {
        return left;
    }

    @Override
    public int openSlot() {
        int slot = slots.getAndIncrement();
        if (slot >= SLOTS) {
            throw new IllegalStateException("the crash journal has room for " + SLOTS + " predictors");
        }
        return slot;
    }

    @Override
    public void begin(int slot, List<RecordId> records) {
        ByteBuffer entries = map.duplicate();
        int start = slot * SLOT_BYTES;
        entries.limit(start + SLOT_BYTES).position(start + Integer.BYTES);
        int written = 0;
        for (RecordId id : records) {
            byte[] topic = id.topic().getBytes(StandardCharsets.UTF_8);
            if (entries.remaining() < ENTRY_HEADER_BYTES + topic.length) {
                break;
            }
            entries.putInt(id.partition())
                    .putLong(id.offset())
                    .putShort((short) topic.length)
                    .put(topic);
            written++;
        }
        map.putInt(start, written);
    }

    @Override
    public void end(int slot) {
        map.putInt(slot * SLOT_BYTES, 0);
    }

    private static List<RecordId> read(MappedByteBuffer map) {
        List<RecordId> records = new ArrayList<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            ByteBuffer entries = map.duplicate();
            entries.limit((slot + 1) * SLOT_BYTES).position(slot * SLOT_BYTES);
            int count = entries.getInt();
            for (int i = 0; i < count && entries.remaining() >= ENTRY_HEADER_BYTES; i++) {
                int partition = entries.getInt();
                long offset = entries.getLong();
                int length = entries.getShort();
                if (length < 1 || length > entries.remaining()) {
                    break;
                }
                byte[] topic = new byte[length];
                entries.get(topic);
                records.add(new RecordId(new String(topic, StandardCharsets.UTF_8), partition, offset));
            }
        }
        return records;
    }

    /** Ends the journal cleanly: nothing is left behind. */
    @Override
    public void close() {
        try {
            for (int slot = 0; slot < SLOTS; slot++) {
                map.putInt(slot * SLOT_BYTES, 0);
            }
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("could not close the crash journal", e);
        }
    }
}
