package io.inferencestream.core.journal;

import io.inferencestream.core.outcome.RecordId;
import java.util.List;

/**
 * Names the records that are inside a native engine or decoder right now, so that the next start can tell which image took the
 * process down.
 *
 * <p>Thread-safe as long as each slot is used by one thread at a time.
 */
public interface CrashJournal {

    /** A journal that remembers nothing. */
    CrashJournal NONE = new CrashJournal() {
        @Override
        public int openSlot() {
            return 0;
        }

        @Override
        public void begin(int slot, List<RecordId> records) {}

        @Override
        public void end(int slot) {}
    };

    /** Reserves a slot for one predictor. */
    int openSlot();

    /** Notes the records that are about to enter the engine; takes well under a microsecond a record. */
    void begin(int slot, List<RecordId> records);

    /** Notes that the engine came back. */
    void end(int slot);
}
