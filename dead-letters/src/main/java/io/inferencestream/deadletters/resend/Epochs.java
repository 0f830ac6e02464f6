package io.inferencestream.deadletters.resend;

import io.inferencestream.deadletters.cluster.ClusterAccess;
import io.inferencestream.deadletters.cluster.LetterTopics;
import io.inferencestream.deadletters.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * The epochs of one door, one after the other. While one holds, the ledger is known whole: nobody else can have committed
 * since it began. Not thread-safe.
 */
final class Epochs implements AutoCloseable {
    private final ClusterAccess access;
    private final LetterTopics topics;
    private final Ledger ledger;
    private @Nullable ResendEpoch current;

    Epochs(ClusterAccess access, LetterTopics topics, Ledger ledger) {
        this.access = access;
        this.topics = topics;
        this.ledger = ledger;
    }

    /** The epoch that holds, or a new one, with the ledger read to its end. Begins with the fence, then reads: never before. */
    ResendEpoch current() throws FencedException {
        if (current == null) {
            ledger.require();
            current = ResendEpoch.begin(access.newProducer(topics.transactionalId()), topics.ledger());
            ledger.catchUp();
        }
        return current;
    }

    /** Whether one is believed to hold. */
    boolean isHeld() {
        return current != null;
    }

    /** Ends the epoch after a failure; returns whether a commit is left whose answer is not known. */
    boolean drop() {
        boolean isUnsettled = current != null && current.isUnsettled();
        close();
        return isUnsettled;
    }

    /** Ends the epoch, if there is one. */
    @Override
    public void close() {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
