package io.inferencestream.deadletters.ledger;

import io.inferencestream.deadletters.cluster.ClusterAccess;
import io.inferencestream.deadletters.cluster.LetterTopics;
import io.inferencestream.deadletters.cluster.RecordStretch;
import io.inferencestream.deadletters.letter.LetterDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Which dead letters were resent, as far as the ledger's topic has been read. What it knows stays true; what it does not
 * know is settled by {@link #catchUp}.
 *
 * <p>{@link #find} is thread-safe; all else is one thread's. Methods block, and throw
 * {@link org.apache.kafka.common.KafkaException} where the cluster does not answer. Holds about {@value #RECEIPT_BYTES}
 * bytes a receipt.
 */
/*
 * Why a topic of its own. Receipts on the topic of dead letters would be safe from retention, too, but could be overlooked:
 * a reader of committed records sees none behind the first open transaction, and the stream's own transactions are open on
 * that topic all the time. And who wants to know one letter's fate would have to read every other letter, image and all.
 * Here only resending writes, under one transactional id, so that after initTransactions() nothing is open.
 */
public final class Ledger implements AutoCloseable {
    /** What a receipt takes of the heap. */
    public static final int RECEIPT_BYTES = 180;

    private static final Duration POLL = Duration.ofMillis(20);

    private final LedgerTopic topic;
    private final Consumer<byte[], byte[]> consumer;
    private final RecordStretch stretch;
    private final TopicPartition partition;
    private final int maxReceipts;
    private final Map<LetterDigest, Receipt> receipts = new ConcurrentHashMap<>();
    private final Names names = new Names();
    private Optional<Uuid> read = Optional.empty();

    /**
     * Reads nothing yet.
     *
     * @param admin stays the caller's to close
     * @param maxReceipts most receipts that are held; a ledger of more is refused
     * @param patience how long the topic may give nothing although it has more
     */
    public Ledger(ClusterAccess access, LetterTopics topics, Admin admin, int maxReceipts, Duration patience) {
        this.topic = new LedgerTopic(topics, admin);
        this.consumer = access.newConsumer("ledger");
        this.stretch = new RecordStretch(consumer, patience);
        this.partition = new TopicPartition(topics.ledger(), 0);
        this.maxReceipts = maxReceipts;
    }

    /** The receipts that a heap of this size has room for beside all else. */
    public static int roomIn(long heapBytes) {
        return (int) Math.min(Integer.MAX_VALUE, heapBytes / 4 / RECEIPT_BYTES);
    }

    /** The receipt of a letter or of a double of it; empty where none has been read. */
    public Optional<Receipt> find(LetterDigest letter) {
        return Optional.ofNullable(receipts.get(letter));
    }

    /** Makes sure that receipts can be kept, or throws {@link LedgerException}. */
    public void require() {
        topic.require();
    }

    /** Reads what is committed by now. */
    public void follow() {
        if (isThere()) {
            stretch.read(consumer.endOffsets(List.of(partition)), this::take);
        }
    }

    /** Reads what has come since, without asking whether there is more; cheap. To be called after {@link #follow}. */
    public void glance() {
        if (!consumer.assignment().isEmpty()) {
            consumer.poll(POLL).forEach(this::take);
        }
    }

    /**
     * Reads all that is there. Where a transaction is open, that waits for its end; after a fence none is.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException if a transaction stays open
     * @throws KafkaException if the topic is not there: it is not known then what was resent
     */
    public void catchUp() {
        if (!isThere()) {
            throw new KafkaException("topic " + partition.topic() + ", which says which dead letters were resent, is"
                    + " not there; was it deleted just now?");
        }
        stretch.read(Map.of(partition, topic.end()), this::take);
    }

    /** Whether its topic is there; begins anew where it is another one than before. */
    private boolean isThere() {
        Optional<Uuid> found = topic.id();
        if (!found.equals(read)) {
            receipts.clear();
            consumer.assign(found.isPresent() ? List.of(partition) : List.of());
            consumer.seekToBeginning(consumer.assignment());
            read = found;
        }
        return found.isPresent();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Optional<Receipt> receipt = Receipt.of(record);
        receipt.ifPresent(this::note);
        requireRoom(0);
        if (receipt.isEmpty()) {
            Receipt.digest(record).ifPresent(receipts::remove);
        }
    }

    /** Notes a receipt that has been committed. */
    public void note(Receipt receipt) {
        receipts.put(receipt.digest(), names.shared(receipt));
    }

    /** Makes sure that there is room for some receipts more, or throws {@link LedgerException}. */
    public void requireRoom(int more) {
        if (receipts.size() + more > maxReceipts) {
            throw new LedgerException("the ledger " + partition.topic() + " has more receipts than fit here ("
                    + maxReceipts + "): give this process more heap");
        }
    }

    /**
     * Receipts that may be struck, because neither their letters nor doubles of them are there any more.
     *
     * @param beginnings where each partition of the letters' topic begins
     * @param there letters that are there; a double may have come after its letter was resent
     * @param max most receipts
     */
    public List<LetterDigest> struck(Map<Integer, Long> beginnings, Set<LetterDigest> there, int max) {
        return receipts.values().stream()
                .filter(receipt -> receipt.end()
                        <= beginnings.getOrDefault(receipt.letter().partition(), 0L))
                .filter(receipt -> !there.contains(receipt.digest()))
                .limit(max)
                .map(Receipt::digest)
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
