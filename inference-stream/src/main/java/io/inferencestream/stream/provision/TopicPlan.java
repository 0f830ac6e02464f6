package io.inferencestream.stream.provision;

import io.inferencestream.deadletters.cluster.LetterTopics;
import io.inferencestream.kit.properties.KafkaProperties;
import io.inferencestream.kit.provision.TopicStep;
import io.inferencestream.kit.provision.TopicWishes;
import io.inferencestream.schemas.size.MessageSizes;
import io.inferencestream.stream.config.StreamSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Works out what it takes for the topics of a stream to be as its check wants them: a new topic of images large enough for
 * the largest image that the stream takes, predictions and dead letters with as many partitions as the images, dead letters
 * large enough for the largest image and its headers, both with room for a batch of the stream's producer and for images as
 * old as their topic keeps, the ledger of resent letters compacted, announcements compacted and stamped by the broker, so
 * that their age depends on no other host's clock. A plan for topics that are so already keeps them all.
 */
final class TopicPlan {
    private static final String LARGEST = "max.message.bytes";
    private static final String CLEANUP = "cleanup.policy";
    private static final String STAMPS = "message.timestamp.type";
    private static final String OLDEST = "message.timestamp.before.max.ms";
    private static final String RETENTION = "retention.ms";

    /** Kafka's own default of {@link #LARGEST}. */
    private static final long USUAL_LARGEST = 1_048_588;

    private final StreamSettings settings;
    private final TopicWishes wishes;
    private final Map<String, FoundTopic> found;
    private final String ledger;
    private final List<TopicStep> steps = new ArrayList<>();

    /**
     * A topic that is there.
     *
     * @param config its settings in effect
     */
    record FoundTopic(int partitions, Map<String, String> config) {
        long largest() {
            return Long.parseLong(config.getOrDefault(LARGEST, Long.toString(USUAL_LARGEST)));
        }

        boolean isCompacted() {
            return config.getOrDefault(CLEANUP, "").contains("compact");
        }
    }

    private TopicPlan(StreamSettings settings, TopicWishes wishes, Map<String, FoundTopic> found) {
        this.settings = settings;
        this.wishes = wishes;
        this.found = found;
        this.ledger = LetterTopics.ledgerOf(settings.output().deadLetters());
    }

    /**
     * Plans.
     *
     * @param found the topics that are there, by name
     */
    static List<TopicStep> of(StreamSettings settings, TopicWishes wishes, Map<String, FoundTopic> found) {
        return new TopicPlan(settings, wishes, found).steps();
    }

    private List<TopicStep> steps() {
        String images = settings.input().topic();
        FoundTopic existing = found.get(images);
        int partitions = partitions(existing);
        planRecords(images, partitions, imagesConfig(existing));
        planRecords(settings.output().predictions(), partitions, predictionsConfig());
        planRecords(settings.output().deadLetters(), partitions, lettersConfig(largest(existing)));
        plan(ledger, 1, Map.of(CLEANUP, "compact"));
        plan(settings.output().models(), 1, Map.of(CLEANUP, "compact", STAMPS, "LogAppendTime"));
        return List.copyOf(steps);
    }

    /** As many as are asked for, and never fewer than there are. */
    private int partitions(@Nullable FoundTopic images) {
        int existing = images == null ? 0 : images.partitions();
        return Math.max(existing, wishes.partitions().orElse(images == null ? TopicWishes.USUAL_PARTITIONS : existing));
    }

    /** The largest message that the topic of images will take. */
    private int largest(@Nullable FoundTopic images) {
        int wanted = wishes.largestMessageBytes()
                .orElse(MessageSizes.messageBytes(settings.limits().imageBytes()));
        if (images == null) {
            return wanted;
        }
        int existing = Math.toIntExact(images.largest());
        return wishes.largestMessageBytes().isPresent() ? Math.max(existing, wanted) : existing;
    }

    private Map<String, String> imagesConfig(@Nullable FoundTopic existing) {
        Map<String, String> config = kept();
        if (existing == null || wishes.largestMessageBytes().isPresent()) {
            config.put(LARGEST, Integer.toString(largest(existing)));
        }
        return config;
    }

    private Map<String, String> predictionsConfig() {
        Map<String, String> config = outcomesConfig(settings.output().predictions());
        int batch = settings.kafkaSettings().batchBytes();
        FoundTopic existing = found.get(settings.output().predictions());
        if (batch > (existing == null ? USUAL_LARGEST : existing.largest())) {
            config.put(LARGEST, Integer.toString(batch));
        }
        return config;
    }

    private Map<String, String> lettersConfig(int largestImage) {
        Map<String, String> config = outcomesConfig(settings.output().deadLetters());
        int letter = KafkaProperties.deadLetterBytes(largestImage);
        config.put(
                LARGEST,
                Integer.toString(Math.max(letter, settings.kafkaSettings().batchBytes())));
        return config;
    }

    /** An outcome carries its image's timestamp, which may be as old as the topic of the images keeps them. */
    private Map<String, String> outcomesConfig(String topic) {
        Map<String, String> config = kept();
        FoundTopic existing = found.get(topic);
        if (existing != null
                && existing.config().containsKey(OLDEST)
                && !"LogAppendTime".equals(existing.config().get(STAMPS))) {
            config.put(OLDEST, Long.toString(imagesKeptMillis()));
        }
        return config;
    }

    private long imagesKeptMillis() {
        FoundTopic images = found.get(settings.input().topic());
        String inEffect = images == null ? "0" : images.config().getOrDefault(RETENTION, "0");
        long millis = wishes.retention().map(Duration::toMillis).orElseGet(() -> Long.parseLong(inEffect));
        return millis < 0 ? Long.MAX_VALUE : millis;
    }

    private Map<String, String> kept() {
        Map<String, String> config = new TreeMap<>();
        wishes.retention().ifPresent(time -> config.put(RETENTION, Long.toString(time.toMillis())));
        return config;
    }

    /** A topic of images or outcomes; one that is compacted keeps nothing by time, so whoever says how long it keeps ends that. */
    private void planRecords(String topic, int partitions, Map<String, String> config) {
        FoundTopic existing = found.get(topic);
        if (existing != null && existing.isCompacted() && wishes.retention().isPresent()) {
            config.put(CLEANUP, "delete");
        }
        plan(topic, partitions, config);
    }

    private void plan(String topic, int partitions, Map<String, String> config) {
        FoundTopic existing = found.get(topic);
        if (existing == null) {
            steps.add(new TopicStep.Create(topic, partitions, config));
            return;
        }
        int before = steps.size();
        new TreeMap<>(config)
                .forEach((setting, wanted) -> change(
                                topic, setting, existing.config().get(setting), wanted)
                        .ifPresent(steps::add));
        if (existing.partitions() < partitions) {
            steps.add(new TopicStep.Widen(topic, existing.partitions(), partitions));
        }
        if (steps.size() == before) {
            steps.add(new TopicStep.Keep(topic, existing.partitions()));
        }
    }

    /**
     * A limit that is larger than wanted is as good; a policy that compacts and deletes compacts too, but a ledger must not
     * forget.
     */
    private Optional<TopicStep> change(String topic, String setting, @Nullable String is, String wanted) {
        boolean isFine = is != null
                && switch (setting) {
                    case LARGEST, OLDEST -> Long.parseLong(is) >= Long.parseLong(wanted);
                    case CLEANUP ->
                        is.equals(wanted) || (wanted.equals("compact") && !topic.equals(ledger) && is.contains(wanted));
                    default -> is.equals(wanted);
                };
        return isFine
                ? Optional.empty()
                : Optional.of(new TopicStep.Change(topic, setting, String.valueOf(is), wanted));
    }
}
