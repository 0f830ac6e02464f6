package io.inferencestream.stream.check;

import static io.inferencestream.kit.check.Finding.warning;

import io.inferencestream.kit.check.ClusterView;
import io.inferencestream.kit.check.Finding;
import io.inferencestream.kit.check.TopicView;
import io.inferencestream.stream.config.StreamSettings;
import java.util.Optional;

/** Compares what an output topic and the stream's producer take with what the input topic may hold. */
final class LimitRules {
    private static final String OLDEST = "message.timestamp.before.max.ms";
    private static final String RETENTION = "retention.ms";

    private final StreamSettings settings;
    private final ClusterView cluster;

    LimitRules(StreamSettings settings, ClusterView cluster) {
        this.settings = settings;
        this.cluster = cluster;
    }

    /** An outcome carries its image's timestamp, and an image may wait as long as its topic keeps it. */
    Optional<Finding> judgeTimestamps(String name, TopicView topic) {
        if ("LogAppendTime".equals(topic.config().get("message.timestamp.type"))) {
            return Optional.empty();
        }
        long oldest = millis(topic, OLDEST).orElse(Long.MAX_VALUE);
        TopicView input = cluster.topics().get(settings.input().topic());
        long kept = Optional.ofNullable(input)
                .flatMap(view -> millis(view, RETENTION))
                .map(retention -> retention < 0 ? Long.MAX_VALUE : retention)
                .orElse(0L);
        return oldest >= kept
                ? Optional.empty()
                : Optional.of(warning(
                        "topic " + name,
                        "it takes no timestamps older than " + oldest + " ms (" + OLDEST + "), and "
                                + settings.input().topic() + " keeps images "
                                + (kept == Long.MAX_VALUE ? "for ever" : kept + " ms")
                                + ": outcomes of older images carry the time of their emission instead",
                        "Let it take them: " + TopicRemedies.MEND));
    }

    private static Optional<Long> millis(TopicView topic, String key) {
        return Optional.ofNullable(topic.config().get(key)).map(Long::valueOf);
    }

    /** A dead letter is a whole record of the input, with more headers. */
    Optional<Finding> judgeRequestSize(int deadLetterBytes) {
        return settings.kafkaSettings()
                .maxRecordBytes()
                .filter(bytes -> bytes < deadLetterBytes)
                .map(bytes -> warning(
                        "kafka.max.request.size and kafka.buffer.memory",
                        "the stream sends records of at most " + bytes + " bytes, and a dead letter has up to "
                                + deadLetterBytes + ": larger ones are written without the image",
                        "Leave both out, or raise them to " + deadLetterBytes + "."));
    }
}
