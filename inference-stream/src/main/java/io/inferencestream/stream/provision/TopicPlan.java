package io.inferencestream.stream.provision;

import io.inferencestream.deadletters.cluster.LetterTopics;
import io.inferencestream.kit.properties.KafkaProperties;
import io.inferencestream.kit.provision.TopicStep;
import io.inferencestream.kit.provision.TopicWishes;
import io.inferencestream.schemas.size.MessageSizes;
import io.inferencestream.stream.config.StreamSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Works out what it takes for the topics of a stream to be as its check wants them: a new topic of images large enough for
 * the largest image that the stream takes, predictions and dead letters with as many partitions as the images, dead letters large enough for the largest image and its headers, the ledger of resent
 * letters compacted, announcements compacted and stamped by the broker, so that their age depends on no other host's
 * clock. A plan for topics that are so already keeps them all.
 */
final class TopicPlan {
    private static final String LARGEST = "max.message.bytes";
    private static final String CLEANUP = "cleanup.policy";
    private static final String STAMPS = "message.timestamp.type";
    private static final String RETENTION = "retention.ms";

    private final TopicWishes wishes;
    private final Map<String, FoundTopic> found;
    private final String ledger;
    private final List<TopicStep> steps = new ArrayList<>();

    /**
     * A topic that is there.
     *
     * @param config its settings in effect
     */
    record FoundTopic(int partitions, Map<String, String> config) {}

    private TopicPlan(TopicWishes wishes, Map<String, FoundTopic> found, String ledger) {
        this.wishes = wishes;
        this.found = found;
        this.ledger = ledger;
    }

    /**
     * Plans.
     *
     * @param found the topics that are there, by name
     */
    static List<TopicStep> of(StreamSettings settings, TopicWishes wishes, Map<String, FoundTopic> found) {
        return new TopicPlan(
                        wishes, found, LetterTopics.ledgerOf(settings.output().deadLetters()))
                .steps(settings);
    }

    private List<TopicStep> steps(StreamSettings settings) {
        String images = settings.input().topic();
        FoundTopic existing = found.get(images);
        int partitions = existing == null ? wishes.partitions() : existing.partitions();
        int wanted = wishes.largestMessageBytes()
                .orElse(MessageSizes.messageBytes(settings.limits().imageBytes()));
        int largest = existing == null || wishes.largestMessageBytes().isPresent() ? wanted : largestOf(existing);
        Map<String, String> kept = new TreeMap<>();
        wishes.retention().ifPresent(time -> kept.put(RETENTION, Long.toString(time.toMillis())));
        Map<String, String> inputs = new TreeMap<>(kept);
        if (existing == null || wishes.largestMessageBytes().isPresent()) {
            inputs.put(LARGEST, Integer.toString(wanted));
        }
        plan(images, partitions, inputs);
        plan(settings.output().predictions(), partitions, kept);
        Map<String, String> letters = new TreeMap<>(kept);
        letters.put(LARGEST, Integer.toString(KafkaProperties.deadLetterBytes(largest)));
        plan(settings.output().deadLetters(), partitions, letters);
        plan(ledger, 1, Map.of(CLEANUP, "compact"));
        plan(settings.output().models(), 1, new TreeMap<>(Map.of(CLEANUP, "compact", STAMPS, "LogAppendTime")));
        return List.copyOf(steps);
    }

    private static int largestOf(FoundTopic topic) {
        return Integer.parseInt(topic.config().getOrDefault(LARGEST, "1048588"));
    }

    private void plan(String topic, int partitions, Map<String, String> config) {
        FoundTopic existing = found.get(topic);
        if (existing == null) {
            steps.add(new TopicStep.Create(topic, partitions, config));
            return;
        }
        int before = steps.size();
        config.forEach((setting, wanted) -> change(
                        topic, setting, existing.config().get(setting), wanted, topic.equals(ledger))
                .ifPresent(steps::add));
        if (existing.partitions() < partitions) {
            steps.add(new TopicStep.Widen(topic, existing.partitions(), partitions));
        }
        if (steps.size() == before) {
            steps.add(new TopicStep.Keep(topic, existing.partitions()));
        }
    }

    /**
     * A limit of size that is larger than wanted is as good; a policy that compacts and deletes compacts too,
     * but a ledger must not forget.
     *
     * @param isStrict whether the policy must be the one that is wanted
     */
    private static Optional<TopicStep> change(
            String topic, String setting, @Nullable String is, String wanted, boolean isStrict) {
        boolean isFine = is != null
                && switch (setting) {
                    case LARGEST -> Long.parseLong(is) >= Long.parseLong(wanted);
                    case CLEANUP -> isStrict ? is.equals(wanted) : is.contains(wanted);
                    default -> is.equals(wanted);
                };
        return isFine
                ? Optional.empty()
                : Optional.of(new TopicStep.Change(topic, setting, String.valueOf(is), wanted));
    }
}
