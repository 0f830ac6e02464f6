package io.inferencestream.stream.check;

import static io.inferencestream.kit.check.Finding.problem;
import static io.inferencestream.kit.check.Finding.warning;

import io.inferencestream.deadletters.cluster.LetterTopics;
import io.inferencestream.kit.check.ClusterView;
import io.inferencestream.kit.check.Finding;
import io.inferencestream.kit.check.TopicView;
import io.inferencestream.kit.properties.InputFacts;
import io.inferencestream.kit.properties.KafkaProperties;
import io.inferencestream.kit.provision.TopicWishes;
import io.inferencestream.schemas.size.MessageSizes;
import io.inferencestream.settings.Nearest;
import io.inferencestream.stream.config.StreamSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclOperation;

/**
 * Judges the topics of a stream.
 *
 * <p>Not thread-safe: judges once.
 */
final class TopicRules {
    /** Kafka's own default, for a topic whose settings this user may not see. */
    static final int DEFAULT_MAX_MESSAGE_BYTES = 1_048_588;

    private static final String KEEP_BY_TIME =
            "Let it keep them for a time instead, such as 7 days: " + TopicRemedies.MEND + " --retention 7d";

    private final StreamSettings settings;
    private final ClusterView cluster;
    private final String ledger;
    private final Optional<InputFacts> input;
    private final List<Finding> findings = new ArrayList<>();

    TopicRules(StreamSettings settings, ClusterView cluster) {
        this.settings = settings;
        this.cluster = cluster;
        this.ledger = LetterTopics.ledgerOf(settings.output().deadLetters());
        this.input = Optional.ofNullable(cluster.topics().get(settings.input().topic()))
                .map(topic -> new InputFacts(
                        topic.partitions(), topic.maxMessageBytes().orElse(DEFAULT_MAX_MESSAGE_BYTES)));
    }

    /** What the input topic is like; empty if it is not there. */
    Optional<InputFacts> input() {
        return input;
    }

    /** What it would be like as {@code topics create} makes it. */
    InputFacts plannedInput() {
        return new InputFacts(TopicWishes.USUAL_PARTITIONS, messageBytes());
    }

    List<Finding> judge() {
        StreamSettings.Output output = settings.output();
        existing(settings.input().topic(), "input.topic", AclOperation.READ).ifPresent(this::judgeInput);
        existing(output.predictions(), "output.predictions", AclOperation.WRITE).ifPresent(this::judgePredictions);
        existing(output.deadLetters(), "output.deadLetters", AclOperation.WRITE).ifPresent(this::judgeDeadLetters);
        Optional.ofNullable(cluster.topics().get(ledger)).ifPresent(this::judgeLedger);
        existing(output.models(), "output.models", AclOperation.WRITE).ifPresent(this::judgeModels);
        return List.copyOf(findings);
    }

    private int deadLetterBytes() {
        return KafkaProperties.deadLetterBytes(
                input.map(InputFacts::largestMessageBytes).orElseGet(this::messageBytes));
    }

    /** What the topic of the images has to take. */
    private int messageBytes() {
        return MessageSizes.messageBytes(settings.limits().imageBytes());
    }

    /** The topic; or nothing, and a finding, where it is not there or this user may not look at it; or no answer. */
    private Optional<TopicView> existing(String topic, String key, AclOperation needed) {
        TopicView view = cluster.topics().get(topic);
        String subject = "topic " + topic;
        if (view != null) {
            require(needed, topic, view);
            return Optional.of(view);
        }
        if (cluster.denied().contains(subject)) {
            findings.add(problem(
                    subject,
                    "this user may not look at it",
                    "Allow DESCRIBE and " + needed + " on it, or mend the credentials under kafka."));
            return Optional.empty();
        }
        if (cluster.unanswered().contains(subject)) {
            return Optional.empty();
        }
        String remedy = Nearest.to(topic, unusedTopics())
                .map(name -> "Did you mean " + name + "? Then say so in " + key + "; or create it: ")
                .orElse("Create it: ");
        findings.add(problem(subject, "it is not there", remedy + TopicRemedies.CREATE));
        return Optional.empty();
    }

    private void require(AclOperation needed, String topic, TopicView view) {
        if (!view.isAllowed(needed)) {
            findings.add(problem(
                    "topic " + topic,
                    "this user may not " + (needed == AclOperation.READ ? "read" : "write to") + " it",
                    "Allow " + needed + " on it (kafka-acls.sh --add --operation " + needed + " --topic " + topic
                            + ")."));
        }
    }

    /** Topics that nothing in the settings speaks of: one of them may have been meant. */
    private Set<String> unusedTopics() {
        Set<String> unused = new TreeSet<>(cluster.topicNames());
        unused.remove(settings.input().topic());
        unused.remove(settings.output().predictions());
        unused.remove(settings.output().deadLetters());
        unused.remove(ledger);
        unused.remove(settings.output().models());
        return unused;
    }

    private void judgeInput(TopicView topic) {
        String subject = "topic " + settings.input().topic();
        if (topic.isCompacted()) {
            findings.add(warning(
                    subject,
                    "it is compacted: an image may be removed before it is read, once its key has a newer one",
                    KEEP_BY_TIME));
        }
        topic.maxMessageBytes().ifPresent(largest -> judgeSizes(subject, largest));
    }

    private void judgeSizes(String subject, int largest) {
        int imageBytes = settings.limits().imageBytes();
        if (largest > messageBytes()) {
            findings.add(warning(
                    subject,
                    "it takes messages of " + largest + " bytes, and limits.imageBytes rejects images over "
                            + imageBytes,
                    "Raise limits.imageBytes if such images are wanted."));
        } else if (largest < messageBytes()) {
            findings.add(warning(
                    subject,
                    "limits.imageBytes allows images of " + imageBytes + " bytes, and the topic takes only messages of "
                            + largest,
                    "Let it take such messages: " + TopicRemedies.MEND + " --max-message-bytes " + messageBytes()
                            + "; or lower limits.imageBytes to " + MessageSizes.imageBytes(largest) + "."));
        }
    }

    private void judgePredictions(TopicView topic) {
        String name = settings.output().predictions();
        refuseCompaction(name, topic, "it refuses predictions of images without a key, which become dead letters,");
        refuseSmallBatches(name, topic);
        new LimitRules(settings, cluster).judgeTimestamps(name, topic).ifPresent(findings::add);
        int wanted = input.map(InputFacts::partitions).orElse(topic.partitions());
        if (topic.partitions() != wanted) {
            findings.add(warning(
                    "topic " + name,
                    "it has " + topic.partitions() + " partitions and the input has " + wanted
                            + ": predictions of images without a key lose their order",
                    topic.partitions() < wanted
                            ? "Give it as many: " + TopicRemedies.MEND
                            : "Give the input as many, or create a topic of " + wanted + " for the predictions."));
        }
    }

    private void judgeDeadLetters(TopicView topic) {
        String name = settings.output().deadLetters();
        refuseCompaction(name, topic, "it refuses dead letters without a key, which stops the stream,");
        refuseSmallBatches(name, topic);
        LimitRules limits = new LimitRules(settings, cluster);
        limits.judgeTimestamps(name, topic).ifPresent(findings::add);
        limits.judgeRequestSize(deadLetterBytes()).ifPresent(findings::add);
        topic.maxMessageBytes().filter(bytes -> bytes < deadLetterBytes()).ifPresent(bytes -> {
            findings.add(problem(
                    "topic " + name,
                    "it takes messages of " + bytes + " bytes; a dead letter is an input message with more headers,"
                            + " up to " + deadLetterBytes(),
                    "Let it take them: " + TopicRemedies.MEND));
        });
    }

    /** It need not be there: whoever resends first makes it. */
    private void judgeLedger(TopicView topic) {
        if (!topic.config().isEmpty() && !"compact".equals(topic.config().get("cleanup.policy"))) {
            findings.add(problem(
                    "topic " + ledger,
                    "it says which dead letters were resent, and its cleanup.policy forgets that: no letter is resent"
                            + " until it is mended",
                    "Let it keep what it says: " + TopicRemedies.MEND));
        }
    }

    private void judgeModels(TopicView topic) {
        String name = settings.output().models();
        require(AclOperation.READ, name, topic);
        if (!topic.config().isEmpty() && !topic.isCompacted()) {
            findings.add(warning(
                    "topic " + name,
                    "it is not compacted: announcements of models that are still served will be deleted",
                    "Compact it: " + TopicRemedies.MEND));
        }
    }

    private void refuseCompaction(String name, TopicView topic, String effect) {
        if (topic.isCompacted()) {
            findings.add(warning(
                    "topic " + name,
                    "it is compacted: " + effect + " and it keeps only the newest outcome of a key",
                    KEEP_BY_TIME));
        }
    }

    /** A producer divides a batch that the broker refuses, but never into smaller ones than its own: it would go on for ever. */
    private void refuseSmallBatches(String name, TopicView topic) {
        int batch = settings.kafkaSettings().batchBytes();
        topic.maxMessageBytes().filter(bytes -> bytes < batch).ifPresent(bytes -> {
            findings.add(problem(
                    "topic " + name,
                    "it takes batches of " + bytes + " bytes, and the stream sends up to " + batch,
                    "Let it take them: " + TopicRemedies.MEND + "; or send less at a time: kafka: {batch.size: " + bytes
                            + "}."));
        });
    }
}
