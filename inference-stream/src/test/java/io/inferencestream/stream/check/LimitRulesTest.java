package io.inferencestream.stream.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.kit.check.ClusterView;
import io.inferencestream.kit.check.Finding;
import io.inferencestream.kit.check.TopicView;
import io.inferencestream.kit.group.GroupView;
import io.inferencestream.kit.properties.Machine;
import io.inferencestream.stream.config.StreamSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the check says of topics and producers that take less than the input topic may hold. */
final class LimitRulesTest {
    private static final String DAY = "86400000";

    private final Map<String, TopicView> topics = new HashMap<>(Map.of(
            "images", topic(Map.of("max.message.bytes", "1048588", "retention.ms", DAY)),
            "predictions", topic(Map.of()),
            "images-dead-letters", topic(Map.of("max.message.bytes", "1114124")),
            "models", topic(Map.of("cleanup.policy", "compact"))));

    @ParameterizedTest
    @ValueSource(strings = {"predictions", "images-dead-letters"})
    void warnsOfATopicThatTakesNoOutcomesOfImagesAsOldAsTheirTopicKeeps(String name) {
        topics.merge(
                name, topic(Map.of("message.timestamp.before.max.ms", "3600000")), LimitRulesTest::withSettingsOfBoth);

        assertThat(findings(""))
                .singleElement()
                .asString()
                .startsWith("WARNING topic " + name + ": it takes no timestamps older than 3600000 ms")
                .contains(
                        "images keeps images " + DAY + " ms",
                        "Let it take them: inference-stream topics create -c FILE --mend");
    }

    @Test
    void saysSoOfImagesThatAreKeptForEver() {
        topics.put("images", topic(Map.of("max.message.bytes", "1048588", "retention.ms", "-1")));
        topics.put("predictions", topic(Map.of("message.timestamp.before.max.ms", "3600000")));

        assertThat(findings("")).singleElement().asString().contains("images keeps images for ever");
    }

    @Test
    void findsNothingWhereTheTopicTakesThemOrStampsThemItself() {
        topics.put("predictions", topic(Map.of("message.timestamp.before.max.ms", DAY)));
        assertThat(findings("")).isEmpty();

        topics.put(
                "predictions",
                topic(Map.of("message.timestamp.before.max.ms", "1", "message.timestamp.type", "LogAppendTime")));
        assertThat(findings("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"max.request.size", "producer.max.request.size", "buffer.memory"})
    void warnsOfAProducerThatSendsNoDeadLetterOfTheLargestMessage(String key) {
        assertThat(findings("kafka: {bootstrap.servers: 'b:1', " + key + ": 1000000}"))
                .singleElement()
                .asString()
                .startsWith(
                        "WARNING kafka.max.request.size and kafka.buffer.memory: the stream sends records of at most"
                                + " 1000000 bytes, and a dead letter has up to 1114124");
    }

    private List<String> findings(String yaml) {
        StreamSettings settings = StreamSettings.parse(
                yaml,
                Map.of(
                        "INFERENCE_STREAM_KAFKA_BOOTSTRAP_SERVERS", "b:1",
                        // What a topic with Kafka's own limit takes.
                        "INFERENCE_STREAM_LIMITS_IMAGE_BYTES", "983052B"));
        ClusterView cluster = new ClusterView(
                topics.keySet(),
                topics,
                Set.of(),
                Set.of(),
                Optional.of(GroupView.NONE),
                Optional.of(Duration.ofMinutes(15)),
                1);
        return new ClusterRules(settings, new Machine(8, 2L << 30), cluster)
                .judge().findings().stream().map(Finding::toString).toList();
    }

    private static TopicView topic(Map<String, String> settings) {
        return new TopicView(8, settings, Set.of());
    }

    private static TopicView withSettingsOfBoth(TopicView one, TopicView other) {
        Map<String, String> settings = new HashMap<>(one.config());
        settings.putAll(other.config());
        return topic(settings);
    }
}
