package io.inferencestream.stream.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.kit.check.ClusterView;
import io.inferencestream.kit.check.Finding;
import io.inferencestream.kit.check.TopicView;
import io.inferencestream.kit.group.GroupView;
import io.inferencestream.kit.properties.InputFacts;
import io.inferencestream.kit.properties.Machine;
import io.inferencestream.stream.config.StreamSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterRulesTest {
    private static final int MAX_BYTES = 8_454_144;
    private static final int WITH_HEADERS = MAX_BYTES + 65_536;
    private static final Machine MACHINE = new Machine(8, 4L << 30);

    private final Map<String, TopicView> topics = new HashMap<>(Map.of(
            "images", topic(8, "delete", MAX_BYTES),
            "predictions", topic(8, "delete", MAX_BYTES),
            "images-dead-letters", topic(8, "delete", WITH_HEADERS),
            "models", topic(1, "compact", MAX_BYTES)));
    private final Set<String> denied = new HashSet<>();
    private final Set<String> unanswered = new HashSet<>();
    private Optional<Duration> maxTransactionTimeout = Optional.of(Duration.ofMinutes(15));
    private int streamsVersion = 1;

    @Test
    void findsNothingWrongWithAClusterThatSuits() {
        CheckReport report = judge("");

        assertThat(report.findings()).isEmpty();
        assertThat(report.isPassed()).isTrue();
        assertThat(report.input()).contains(new InputFacts(8, MAX_BYTES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"images", "predictions", "images-dead-letters", "models"})
    void saysHowToCreateAMissingTopic(String name) {
        topics.remove(name);

        assertFinds("PROBLEM topic " + name + ": it is not there. Create it: inference-stream topics create -c FILE");
    }

    @Test
    void namesATopicThatWasPerhapsMeant() {
        topics.put("image", topic(8, "delete", MAX_BYTES));
        topics.remove("images");

        CheckReport report = judge("");

        assertThat(report.isPassed()).isFalse();
        assertThat(report.input()).isEmpty();
        assertThat(report.findings())
                .singleElement()
                .extracting(Finding::remedy)
                .asString()
                .isEqualTo(
                        "Did you mean image? Then say so in input.topic; or create it: inference-stream topics create"
                                + " -c FILE");
    }

    @Test
    void warnsThatPredictionsWithoutAKeyLoseTheirOrder() {
        topics.put("predictions", topic(4, "delete", MAX_BYTES));

        assertFinds("WARNING topic predictions: it has 4 partitions and the input has 8:"
                + " predictions of images without a key lose their order."
                + " Give it as many: inference-stream topics create -c FILE --mend");
    }

    @Test
    void warnsOfMorePredictionPartitionsThanImagePartitions() {
        topics.put("predictions", topic(9, "delete", MAX_BYTES));

        assertFinds("WARNING topic predictions: it has 9 partitions and the input has 8:"
                + " predictions of images without a key lose their order."
                + " Give the input as many, or create a topic of 8 for the predictions.");
    }

    @Test
    void needsDeadLettersToHaveRoomForHeaders() {
        topics.put("images-dead-letters", topic(8, "delete", WITH_HEADERS - 1));

        assertFinds("PROBLEM topic images-dead-letters: it takes messages of 8519679 bytes; a dead letter is an input"
                + " message with more headers, up to 8519680. Let it take them: inference-stream topics create"
                + " -c FILE --mend");
    }

    @Test
    void needsTopicsThatTakeTheBatchesThatAreSent() {
        topics.put("predictions", topic(8, "delete", 65_535));

        assertFinds(
                "PROBLEM topic predictions: it takes batches of 65535 bytes, and the stream sends up to 65536."
                        + " Let it take them: inference-stream topics create -c FILE --mend; or send less at a time: kafka: {batch.size: 65535}.");
    }

    @Test
    void warnsOfImagesThatTheTopicTakesAndTheStreamDoesNot() {
        assertThat(judge("limits: {imageBytes: 100KiB}").findings())
                .singleElement()
                .hasToString("WARNING topic images: it takes messages of 8454144 bytes, and limits.imageBytes rejects"
                        + " images over 102400. Raise limits.imageBytes if such images are wanted.");
    }

    @Test
    void warnsOfImagesThatTheStreamIsToTakeAndTheTopicDoesNot() {
        assertThat(judge("limits: {imageBytes: 32MiB}").findings())
                .singleElement()
                .extracting(Finding::message)
                .isEqualTo("limits.imageBytes allows images of 33554432 bytes, and the topic takes only messages of"
                        + " 8454144");
    }

    /** Also where nobody has said how large images are. */
    @Test
    void warnsOfATopicThatKafkasDefaultMakesTooSmallForPhotos() {
        topics.put("images", topic(8, "delete", 1_048_588));

        assertFinds("WARNING topic images: limits.imageBytes allows images of 8388608 bytes, and the topic takes only"
                + " messages of 1048588. Let it take such messages: inference-stream topics create -c FILE"
                + " --mend --max-message-bytes 8454144; or lower limits.imageBytes to 983052.");
    }

    @ParameterizedTest
    @CsvSource({
        "images, compact, an image may be removed before it is read",
        "predictions, 'compact,delete', 'it refuses predictions of images without a key, which become dead letters'",
        "images-dead-letters, compact, 'it refuses dead letters without a key, which stops the stream'",
        "models, delete, announcements of models that are still served will be deleted"
    })
    void warnsOfTheWrongCleanup(String name, String policy, String wrong) {
        topics.put(name, topic(8, policy, name.equals("images-dead-letters") ? WITH_HEADERS : MAX_BYTES));

        assertThat(judge("").findings()).singleElement().satisfies(finding -> {
            assertThat(finding.isProblem()).isFalse();
            assertThat(finding.subject()).isEqualTo("topic " + name);
            assertThat(finding.message()).contains(wrong);
        });
    }

    @Test
    void warnsOfIdleStreamThreads() {
        assertThat(judge("threads: {stream: 9}").findings())
                .singleElement()
                .hasToString("WARNING threads.stream: 9 stream threads share 8 partitions: some have nothing to do."
                        + " Lower it, or add partitions: inference-stream topics create -c FILE --mend"
                        + " --partitions 9");
    }

    @Test
    void refusesATransactionTimeoutThatTheBrokersDoNotTake() {
        maxTransactionTimeout = Optional.of(Duration.ofSeconds(5));

        assertFinds("PROBLEM kafka.transaction.timeout.ms: it is 10000, and the brokers take at most 5000"
                + " (transaction.max.timeout.ms). Lower it to 5000 or less, or raise the brokers' limit.");
        assertThat(judge("delivery: at-least-once").findings()).isEmpty();
    }

    /** Nothing hides the rest. */
    @Test
    void judgesTransactionsAlsoWhereTheTopicOfTheImagesIsMissing() {
        topics.remove("images");
        maxTransactionTimeout = Optional.of(Duration.ofSeconds(5));

        assertThat(judge("").findings())
                .extracting(Finding::subject)
                .containsExactly("topic images", "kafka.transaction.timeout.ms");
    }

    @Test
    void namesTheFeatureThatTheStreamsProtocolNeeds() {
        streamsVersion = 0;

        assertThat(judge("kafka: {bootstrap.servers: 'b:1', group.protocol: streams}")
                        .findings())
                .singleElement()
                .hasToString("PROBLEM kafka.group.protocol: the cluster does not speak the protocol streams: its"
                        + " feature streams.version is off. Leave the key out, or switch the feature on:"
                        + " kafka-features.sh --bootstrap-server b:1 upgrade --feature streams.version=1");
        assertThat(judge("").findings()).isEmpty();
    }

    @Test
    void namesWhatThisUserMayNotDo() {
        topics.put("images", new TopicView(8, Map.of(), Set.of(AclOperation.DESCRIBE)));
        topics.remove("predictions");
        denied.add("topic predictions");
        denied.add("group inference-stream-images");
        denied.add("settings of topic images");

        CheckReport report = judge("");

        assertThat(report.findings())
                .extracting(Finding::toString)
                .containsExactly(
                        "PROBLEM topic images: this user may not read it."
                                + " Allow READ on it (kafka-acls.sh --add --operation READ --topic images).",
                        "PROBLEM topic predictions: this user may not look at it."
                                + " Allow DESCRIBE and WRITE on it, or mend the credentials under kafka.",
                        "PROBLEM group inference-stream-images: this user may not look at it."
                                + " Allow READ and DESCRIBE on it (kafka-acls.sh --add --operation READ --operation"
                                + " DESCRIBE --group inference-stream-images).",
                        "WARNING settings of topic images: this user may not look at them, so they are not checked."
                                + " Allow DESCRIBE_CONFIGS, or compare them with the documentation.");
        assertThat(report.input()).contains(new InputFacts(8, TopicRules.DEFAULT_MAX_MESSAGE_BYTES));
    }

    @Test
    void doesNotStartWithoutTheFactsOfATopicAndWaitsForCoordinators() {
        topics.remove("predictions");
        unanswered.add("topic predictions");
        unanswered.add("group inference-stream-images");

        CheckReport report = judge("");

        assertThat(report.findings())
                .extracting(finding -> finding.severity() + " " + finding.subject() + ": " + finding.message())
                .containsExactly(
                        "WARNING group inference-stream-images: the brokers gave no answer about it in time",
                        "PROBLEM topic predictions: the brokers gave no answer about it in time");
    }

    @Test
    void warnsOfAHeapThatTheLargestMessagesCouldFill() {
        topics.put("images", topic(8, "delete", 16 << 20));
        topics.put("images-dead-letters", topic(8, "delete", 17 << 20));

        assertThat(judge("limits: {imageBytes: 16711680}").findings())
                .singleElement()
                .hasToString("WARNING heap: the largest messages could fill 682 MiB of Kafka Streams' buffers, and an"
                        + " eighth of the heap is 512 MiB. Give the process a heap of 5461 MiB (-Xmx), lower the"
                        + " input's max.message.bytes, or start more instances.");
    }

    @Test
    void asksWhetherOddSettingsAreMeant() {
        StreamSettings settings = settings("""
                kafka:
                  bootstrap.servers: b:1
                  consumer.fetch.min.byte: 1
                  auto.offset.reset: latest
                  client.tag.zone: a
                """);

        assertThat(SettingsRules.judge(settings))
                .extracting(Finding::toString)
                .containsExactly(
                        "WARNING kafka.consumer.fetch.min.byte: Kafka has no such key; it is passed on for plug-ins."
                                + " Did you mean consumer.fetch.min.bytes?",
                        "WARNING kafka.auto.offset.reset: with latest a stream that has no offset, or whose offset has"
                                + " expired, skips images. Write earliest to miss none, or none to stop instead.");
    }

    private void assertFinds(String finding) {
        assertThat(judge("").findings()).extracting(Finding::toString).containsExactly(finding);
    }

    private CheckReport judge(String yaml) {
        ClusterView cluster = new ClusterView(
                topics.keySet(),
                topics,
                denied,
                unanswered,
                Optional.of(GroupView.NONE),
                maxTransactionTimeout,
                streamsVersion);
        return new ClusterRules(settings(yaml), MACHINE, cluster).judge();
    }

    private static StreamSettings settings(String yaml) {
        return StreamSettings.parse(yaml, Map.of("INFERENCE_STREAM_KAFKA_BOOTSTRAP_SERVERS", "b:1"));
    }

    private static TopicView topic(int partitions, String cleanup, int maxMessageBytes) {
        return new TopicView(
                partitions,
                Map.of("cleanup.policy", cleanup, "max.message.bytes", Integer.toString(maxMessageBytes)),
                Set.of());
    }
}
