package io.inferencestream.gateway.letter;

import io.inferencestream.deadletters.cluster.ClusterAccess;
import io.inferencestream.deadletters.cluster.LetterTopics;
import io.inferencestream.deadletters.ledger.Ledger;
import io.inferencestream.deadletters.ledger.Receipt;
import io.inferencestream.deadletters.letter.DeadLetter;
import io.inferencestream.deadletters.letter.LetterDigest;
import io.inferencestream.deadletters.letter.LetterTopic;
import io.inferencestream.deadletters.resend.ResendOptions;
import io.inferencestream.deadletters.resend.ResendQueue;
import io.inferencestream.deadletters.resend.Resender;
import io.inferencestream.deadletters.resend.Verdict;
import io.inferencestream.schemas.outcome.RecordPosition;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Reads single dead letters and resends them, each once, whichever gateways and command lines are asked how often.
 *
 * <p>Thread-safe.
 */
public final class LetterDoor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_WAITING = 64;

    private final ClusterAccess access;
    private final LetterTopics topics;
    private final ResendQueue queue;

    /** Connects to nothing yet. */
    public LetterDoor(ClusterAccess access, LetterTopics topics) {
        this.access = access;
        this.topics = topics;
        int maxReceipts = Ledger.roomIn(Runtime.getRuntime().maxMemory());
        this.queue = new ResendQueue(() -> new Resender(access, topics, maxReceipts, PATIENCE), MAX_WAITING);
    }

    /** Begins to follow the ledger. */
    public void start() {
        queue.start();
    }

    /** The topic of the dead letters. */
    public String topic() {
        return topics.deadLetters();
    }

    /** The receipt of a letter, or of a double of it, whoever resent it; some hundred milliseconds late. */
    public Optional<Receipt> receipt(LetterDigest letter) {
        return queue.receipt(letter);
    }

    /**
     * Resends a dead letter, unless it has been. The answer comes within seconds, or fails with a
     * {@link org.apache.kafka.common.KafkaException}; a {@link io.inferencestream.deadletters.resend.ResendFailedException}
     * says whether it may have been resent.
     *
     * @param caller who asks for it
     * @param stampsNow whether the record gets today's timestamp instead of its own
     * @throws java.util.concurrent.RejectedExecutionException if too many wait
     */
    public CompletableFuture<Verdict> resend(RecordPosition letter, String caller, boolean stampsNow) {
        return queue.resend(letter, new ResendOptions("gateway (" + caller + ")", stampsNow, PATIENCE));
    }

    /**
     * The dead letter at a place; empty where none lies there. Blocks for some seconds at most.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer
     */
    public Optional<DeadLetter> read(RecordPosition letter) {
        try (Consumer<byte[], byte[]> consumer = access.newConsumer("letter")) {
            return new LetterTopic(consumer, topics.deadLetters(), PATIENCE).find(letter);
        }
    }

    @Override
    public void close() {
        queue.close();
    }
}
