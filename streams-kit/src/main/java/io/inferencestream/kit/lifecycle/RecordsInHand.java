package io.inferencestream.kit.lifecycle;

import io.inferencestream.schemas.outcome.RecordPosition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows which record each stream thread works on, so that a thread that dies can say what it died of.
 *
 * <p>Thread-safe; a {@link Hand} belongs to its thread.
 */
public final class RecordsInHand {
    private final ThreadLocal<Hand> hands = ThreadLocal.withInitial(Hand::new);

    /** Something that lies on a topic. */
    public interface Positioned {
        RecordPosition position();
    }

    /** What one thread works on. Not thread-safe. */
    public static final class Hand {
        private @Nullable Positioned record;

        /**
         * The thread works on this record from now on, or on none.
         *
         * @return what it worked on before
         */
        public @Nullable Positioned take(@Nullable Positioned next) {
            Positioned before = record;
            record = next;
            return before;
        }
    }

    /** The calling thread's. */
    public Hand ofThisThread() {
        return hands.get();
    }

    /** What the calling thread works on; empty where it is no record. */
    public Optional<RecordPosition> current() {
        return Optional.ofNullable(hands.get().record).map(Positioned::position);
    }
}
