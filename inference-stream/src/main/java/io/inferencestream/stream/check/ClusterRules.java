package io.inferencestream.stream.check;

import static io.inferencestream.kit.check.Finding.problem;
import static io.inferencestream.kit.check.Finding.warning;

import io.inferencestream.kit.check.AccessRules;
import io.inferencestream.kit.check.ClusterView;
import io.inferencestream.kit.check.Finding;
import io.inferencestream.kit.check.GroupRules;
import io.inferencestream.kit.check.KafkaScripts;
import io.inferencestream.kit.group.GroupView.Protocol;
import io.inferencestream.kit.properties.Delivery;
import io.inferencestream.kit.properties.InputBuffers;
import io.inferencestream.kit.properties.InputFacts;
import io.inferencestream.kit.properties.KafkaProperties;
import io.inferencestream.kit.properties.Machine;
import io.inferencestream.stream.config.StreamSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges a cluster for a stream, its topics and all else, from what was read of it.
 *
 * <p>Not thread-safe: judges once.
 */
final class ClusterRules {
    private final StreamSettings settings;
    private final Machine machine;
    private final ClusterView cluster;
    private final KafkaScripts scripts;
    private final List<Finding> findings = new ArrayList<>();

    ClusterRules(StreamSettings settings, Machine machine, ClusterView cluster) {
        this.settings = settings;
        this.machine = machine;
        this.cluster = cluster;
        this.scripts = new KafkaScripts(settings.kafka().getOrDefault("bootstrap.servers", ""));
    }

    CheckReport judge() {
        TopicRules topics = new TopicRules(settings, cluster);
        findings.addAll(topics.judge());
        findings.addAll(new AccessRules(settings.application(), cluster).judge());
        judgeGroup();
        topics.input().ifPresent(this::judgeInput);
        judgeTransactions(topics.input().orElseGet(topics::plannedInput));
        return new CheckReport(findings, topics.input());
    }

    private void judgeGroup() {
        Protocol wanted = Protocol.of(settings.kafka().getOrDefault("group.protocol", "classic"));
        cluster.group()
                .map(view -> new GroupRules(settings.application(), settings.label(), wanted, scripts).judge(view))
                .ifPresent(findings::addAll);
        if (wanted == Protocol.STREAMS && cluster.streamsVersion() < 1) {
            findings.add(problem(
                    "kafka.group.protocol",
                    "the cluster does not speak the protocol streams: its feature streams.version is off",
                    "Leave the key out, or switch the feature on: " + scripts.upgradeFeature("streams.version=1")));
        }
    }

    private void judgeInput(InputFacts input) {
        KafkaProperties properties = new KafkaProperties(settings.kafkaSettings(), input, machine);
        if (properties.streamThreads() > input.partitions()) {
            findings.add(warning(
                    "threads.stream",
                    properties.streamThreads() + " stream threads share " + input.partitions()
                            + " partitions: some have nothing to do",
                    "Lower it, or add partitions: " + TopicRemedies.MEND + " --partitions "
                            + properties.streamThreads()));
        }
        judgeBuffers(properties.buffers());
    }

    private void judgeTransactions(InputFacts input) {
        if (settings.delivery() != Delivery.EXACTLY_ONCE) {
            return;
        }
        KafkaProperties properties = new KafkaProperties(settings.kafkaSettings(), input, machine);
        cluster.maxTransactionTimeout()
                .filter(most -> most.compareTo(properties.transactionTimeout()) < 0)
                .ifPresent(most -> findings.add(problem(
                        "kafka.transaction.timeout.ms",
                        "it is " + properties.transactionTimeout().toMillis() + ", and the brokers take at most "
                                + most.toMillis() + " (transaction.max.timeout.ms)",
                        "Lower it to " + most.toMillis() + " or less, or raise the brokers' limit.")));
    }

    private void judgeBuffers(InputBuffers buffers) {
        if (!buffers.fits()) {
            findings.add(warning(
                    "heap",
                    "the largest messages could fill " + (buffers.worstCaseBytes() >> 20)
                            + " MiB of Kafka Streams' buffers, and an eighth of the heap is "
                            + (buffers.roomBytes() >> 20) + " MiB",
                    "Give the process a heap of " + (buffers.worstCaseBytes() * 8 >> 20)
                            + " MiB (-Xmx), lower the input's max.message.bytes, or start more instances."));
        }
    }
}
