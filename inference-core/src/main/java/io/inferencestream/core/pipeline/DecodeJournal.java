package io.inferencestream.core.pipeline;

import io.inferencestream.core.journal.CrashJournal;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.decode.image.ImageFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Notes images in the crash journal while native code decodes them: if it crashes, the next start names them.
 *
 * <p>Thread-safe: all decoding threads share one slot.
 */
final class DecodeJournal {
    private final CrashJournal journal;
    private final int slot;
    private final Set<RecordId> inside = new LinkedHashSet<>();

    DecodeJournal(CrashJournal journal) {
        this.journal = journal;
        this.slot = journal.openSlot();
    }

    /** To be followed by {@link #end}. */
    void begin(RecordId record, ImageFormat format) {
        if (format.isDecodedByNativeCode()) {
            synchronized (inside) {
                inside.add(record);
                write();
            }
        }
    }

    void end(RecordId record, ImageFormat format) {
        if (format.isDecodedByNativeCode()) {
            synchronized (inside) {
                inside.remove(record);
                write();
            }
        }
    }

    private void write() {
        if (inside.isEmpty()) {
            journal.end(slot);
        } else {
            journal.begin(slot, List.copyOf(inside));
        }
    }
}
