package io.inferencestream.deadletters.ledger;

import io.inferencestream.deadletters.cluster.LetterTopics;
import io.inferencestream.deadletters.cluster.TopicQuestions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topic that the ledger is: one partition, compacted, so that it forgets a receipt only when a door strikes it.
 *
 * <p>Not thread-safe; blocks for as long as the client's time-outs say.
 */
final class LedgerTopic {
    private static final String POLICY = "cleanup.policy";
    private static final long LEADER_WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final LetterTopics topics;
    private final Admin admin;
    private final TopicQuestions questions;

    LedgerTopic(LetterTopics topics, Admin admin) {
        this.topics = topics;
        this.admin = admin;
        this.questions = new TopicQuestions(admin);
    }

    /** The id of the topic that is there now; empty where there is none. */
    Optional<Uuid> id() {
        return questions.describe(topics.ledger()).map(TopicDescription::topicId);
    }

    /** Where it ends, whatever is committed. */
    long end() {
        return questions.ends(topics.ledger(), 1).getOrDefault(0, 0L);
    }

    /**
     * Makes sure that receipts can be kept: makes the topic where there is none.
     *
     * @throws LedgerException if it forgets receipts, or cannot be made
     */
    void require() {
        if (questions.describe(topics.ledger()).isEmpty()) {
            create();
        }
        String policy = questions.settings(topics.ledger()).getOrDefault(POLICY, "");
        if (policy.contains("delete")) {
            throw new LedgerException("topic " + topics.ledger() + " says which dead letters were resent, and its "
                    + POLICY + " of " + policy + " forgets that: set it to compact"
                    + " ('inference-stream topics create --mend' does)");
        }
    }

    /** As many replicas as the letters have, whose ledger it is. */
    private void create() {
        TopicDescription letters = questions
                .describe(topics.deadLetters())
                .orElseThrow(() -> new KafkaException(
                        "there is no topic " + topics.deadLetters() + "; 'inference-stream topics create' makes it"));
        short replicas = (short) letters.partitions().get(0).replicas().size();
        NewTopic topic = new NewTopic(topics.ledger(), 1, replicas).configs(Map.of(POLICY, "compact"));
        try {
            TopicQuestions.answer(admin.createTopics(List.of(topic)).all());
        } catch (TopicExistsException e) {
            // Another door was faster.
        } catch (AuthorizationException e) {
            throw new LedgerException("there is no topic " + topics.ledger()
                    + ", which says which dead letters were resent, and this user may not make it:"
                    + " 'inference-stream topics create' by one who may, makes it");
        }
        awaitLeader();
    }

    private void awaitLeader() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < LEADER_WAIT_NANOS) {
            Optional<TopicDescription> made = questions.describe(topics.ledger());
            if (made.isPresent() && made.get().partitions().get(0).leader() != null) {
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
        throw new KafkaException(
                "topic " + topics.ledger() + " is made, but has no leader yet: see whether all brokers" + " are up");
    }
}
