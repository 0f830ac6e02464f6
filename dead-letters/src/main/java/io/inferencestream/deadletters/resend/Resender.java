package io.inferencestream.deadletters.resend;

import io.inferencestream.deadletters.cluster.ClusterAccess;
import io.inferencestream.deadletters.cluster.LetterTopics;
import io.inferencestream.deadletters.cluster.TopicQuestions;
import io.inferencestream.deadletters.ledger.Ledger;
import io.inferencestream.deadletters.ledger.Receipt;
import io.inferencestream.deadletters.letter.DeadLetter;
import io.inferencestream.deadletters.letter.LetterDigest;
import io.inferencestream.deadletters.letter.LetterFilter;
import io.inferencestream.deadletters.letter.LetterTopic;
import io.inferencestream.schemas.outcome.RecordPosition;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;

/**
 * Lists dead letters with what became of them, and resends them to the stream's input: key, value, timestamp and headers as
 * they were, and one header more that says which letter it was. Each letter is resent once, however often and through
 * however many doors it is asked for, and whoever is killed.
 *
 * <p>Not thread-safe. Methods block, and throw {@link KafkaException} where the cluster does not answer or refuses.
 */
/*
 * Why once: a letter and its receipt go out in one transaction, so that one is never there without the other. All resending
 * of one topic of dead letters shares one transactional id. initTransactions() settles what another run has left open and
 * fences it off, and only after that is the ledger read to its end; so two runs never both find a letter without a receipt
 * and both resend it: the earlier one's commit fails. It then reads the ledger again and goes on with what is left.
 *
 * The stream reads committed records under both guarantees, so it never sees what was sent and not committed.
 */
public final class Resender implements AutoCloseable {
    private static final int MAX_STRUCK = 1_000;

    private final LetterTopics topics;
    private final Admin admin;
    private final TopicQuestions questions;
    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final LetterTopic letters;
    private final Ledger ledger;
    private final Epochs epochs;
    private final String run = UUID.randomUUID().toString();

    /**
     * Connects to nothing yet.
     *
     * @param maxReceipts most receipts of the ledger that are held; a ledger of more is refused
     * @param patience how long a topic may give nothing although it has more
     */
    public Resender(ClusterAccess access, LetterTopics topics, int maxReceipts, Duration patience) {
        this.topics = topics;
        this.admin = access.newAdmin();
        this.questions = new TopicQuestions(admin);
        this.consumer = access.newConsumer("letters");
        this.letters = new LetterTopic(consumer, topics.deadLetters(), patience);
        this.ledger = new Ledger(access, topics, admin, maxReceipts, patience);
        this.epochs = new Epochs(access, topics, ledger);
    }

    /** The ledger, as far as this has read it. */
    public Ledger ledger() {
        return ledger;
    }

    /** Hands on every letter that is meant, with its receipt if it was resent; those of a partition in their order. */
    public void list(LetterFilter filter, BiConsumer<DeadLetter, Optional<Receipt>> each) {
        describe(topics.deadLetters());
        ledger.follow();
        letters.read(filter, letter -> each.accept(letter, ledger.find(letter.digest())));
    }

    /** Tells what resending would do; changes nothing. */
    public void plan(LetterFilter filter, ResendOptions options, Consumer<Verdict> told) {
        ResendRules rules = rules(options);
        Set<LetterDigest> planned = new HashSet<>();
        Set<RecordPosition> missing = missing(filter);
        list(filter, (letter, receipt) -> {
            missing.remove(letter.position());
            Optional<String> obstacle = rules.obstacle(letter);
            if (receipt.isPresent()) {
                told.accept(Verdict.before(letter, receipt.get()));
            } else if (obstacle.isPresent()) {
                told.accept(Verdict.refused(letter, obstacle.get()));
            } else {
                told.accept(planned.add(letter.digest()) ? Verdict.planned(letter) : Verdict.doubled(letter));
            }
        });
        missing.forEach(letter -> told.accept(Verdict.missing(letter)));
    }

    /**
     * Resends the letters that are meant, and tells what became of each once that is certain.
     *
     * @throws ResendFailedException if patience ended; what was told is done
     * @throws KafkaException if the cluster refuses; what was told is done, the rest is not
     */
    public void resend(LetterFilter filter, ResendOptions options, Consumer<Verdict> told) {
        ResendRules rules = rules(options);
        int partitions = describe(topics.deadLetters()).partitions().size();
        ResendRun resent = new ResendRun(
                topics, ledger, epochs, rules, options, questions.ends(topics.deadLetters(), partitions), run, told);
        Set<RecordPosition> missing = missing(filter);
        ledger.follow();
        Set<LetterDigest> there = new HashSet<>();
        letters.read(filter, letter -> {
            missing.remove(letter.position());
            ledger.find(letter.digest()).map(Receipt::digest).ifPresent(there::add);
            resent.take(letter);
        });
        resent.finish();
        missing.forEach(letter -> told.accept(Verdict.missing(letter)));
        if (filter.equals(LetterFilter.ALL)) {
            strike(partitions, there);
        }
    }

    /** Lets go of what makes the next resend faster. Others who resend are then not kept from it. */
    public void release() {
        epochs.close();
    }

    /** Letters that are asked for by place alone, and so are missing unless they are found. */
    private static Set<RecordPosition> missing(LetterFilter filter) {
        boolean isByPlace = filter.equals(LetterFilter.of(filter.letters()));
        return new HashSet<>(isByPlace ? filter.letters() : Set.of());
    }

    private ResendRules rules(ResendOptions options) {
        return ResendRules.of(
                topics.input(),
                describe(topics.input()).partitions().size(),
                questions.settings(topics.input()),
                options.stampsNow(),
                System.currentTimeMillis());
    }

    private TopicDescription describe(String topic) {
        return questions
                .describe(topic)
                .orElseThrow(() -> new KafkaException(
                        "there is no topic " + topic + "; 'inference-stream topics create' makes it"));
    }

    /** Strikes receipts whose letters are gone, while this door has the ledger to itself; what fails can wait. */
    private void strike(int partitions, Set<LetterDigest> there) {
        if (!epochs.isHeld()) {
            return;
        }
        List<LetterDigest> struck =
                ledger.struck(questions.beginnings(topics.deadLetters(), partitions), there, MAX_STRUCK);
        if (!struck.isEmpty()) {
            try {
                epochs.current()
                        .send(struck.stream()
                                .map(digest -> Receipt.strike(topics.ledger(), digest))
                                .toList());
            } catch (FencedException | RecordRefusedException | KafkaException e) {
                epochs.drop();
            }
        }
    }

    @Override
    public void close() {
        epochs.close();
        ledger.close();
        consumer.close();
        admin.close(Duration.ofSeconds(1));
    }
}
