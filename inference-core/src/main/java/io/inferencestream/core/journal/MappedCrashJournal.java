package io.inferencestream.core.journal;

import io.inferencestream.core.outcome.RecordId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
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
 * Layout: MAGIC (long), then SLOTS slots of SLOT_BYTES each; see JournalSlot. The file is sparse: a slot that no
 * predictor uses takes no room on the disk.
 */
public final class MappedCrashJournal implements CrashJournal, AutoCloseable {
    private static final int SLOTS = 256;
    private static final int SLOT_BYTES = 16 * 1024;
    private static final long MAGIC = 0x494e464a524e4c01L;
    private static final int FILE_BYTES = Long.BYTES + SLOTS * SLOT_BYTES;

    private final FileChannel channel;
    private final FileLock lock;
    private final List<JournalSlot> slots;
    private final List<RecordId> left;
    private final AtomicInteger used = new AtomicInteger();
    private volatile boolean isClosed;

    private MappedCrashJournal(FileChannel channel, FileLock lock, List<JournalSlot> slots, List<RecordId> left) {
        this.channel = channel;
        this.lock = lock;
        this.slots = List.copyOf(slots);
        this.left = List.copyOf(left);
    }

    /**
     * Opens the journal, making file and folders where they are missing, and reads what an earlier process left. That is
     * then forgotten: the next to open the file is not told again.
     *
     * @throws IOException if the file cannot be opened, is not a crash journal, or another process has it open
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
            requireJournal(channel, file);
            MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, FILE_BYTES);
            map.putLong(0, MAGIC);
            List<JournalSlot> slots = slots(map);
            List<RecordId> left = new ArrayList<>();
            slots.forEach(slot -> left.addAll(slot.read()));
            slots.forEach(JournalSlot::clear);
            return new MappedCrashJournal(channel, lock, slots, left);
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

    /** Keeps a slip in the configuration from overwriting a file that is somebody else's. */
    private static void requireJournal(FileChannel channel, Path file) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(Long.BYTES);
        channel.read(start, 0);
        boolean isUnbegun = channel.size() == 0 || (channel.size() == FILE_BYTES && start.getLong(0) == 0);
        if (!isUnbegun && start.getLong(0) != MAGIC) {
            throw new IOException("not a crash journal, so it is left alone; name another file: " + file);
        }
    }

    private static List<JournalSlot> slots(MappedByteBuffer map) {
        List<JournalSlot> slots = new ArrayList<>(SLOTS);
        for (int slot = 0; slot < SLOTS; slot++) {
            slots.add(new JournalSlot(map.slice(Long.BYTES + slot * SLOT_BYTES, SLOT_BYTES)));
        }
        return slots;
    }

    /** The records that were inside an engine when the last process that used this file died; empty after a clean end. */
    public List<RecordId> leftBehind() {
        return left;
    }

    @Override
    public int openSlot() {
        int slot = used.getAndIncrement();
        if (slot >= SLOTS) {
            throw new IllegalStateException("the crash journal has room for " + SLOTS + " predictors");
        }
        return slot;
    }

    @Override
    public void begin(int slot, List<RecordId> records) {
        if (!isClosed) {
            slots.get(slot).write(records);
        }
    }

    @Override
    public void end(int slot) {
        if (!isClosed) {
            slots.get(slot).clear();
        }
    }

    /** Leaves behind only what has begun and not ended: an engine that was given up may still be at it. */
    @Override
    public void close() {
        isClosed = true;
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("could not close the crash journal", e);
        }
    }
}
