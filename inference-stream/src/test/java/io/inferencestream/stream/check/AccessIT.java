package io.inferencestream.stream.check;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.CLUSTER;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.kit.check.Finding;
import io.inferencestream.kit.properties.Machine;
import io.inferencestream.stream.config.StreamSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A check as a user who may do no more than ACLs allow. */
class AccessIT {
    private static GuardedBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = GuardedBroker.start();
        for (String user : List.of("stream", "newcomer")) {
            broker.allow(user, CLUSTER, "kafka-cluster", LITERAL, DESCRIBE_CONFIGS);
            broker.allow(user, TOPIC, "images", LITERAL, READ, DESCRIBE_CONFIGS);
            broker.allow(user, TOPIC, "predictions", LITERAL, WRITE, DESCRIBE_CONFIGS);
            broker.allow(user, TOPIC, "images-dead-letters", LITERAL, WRITE, DESCRIBE_CONFIGS);
            broker.allow(user, TOPIC, "models", LITERAL, WRITE, DESCRIBE_CONFIGS);
        }
        broker.allow("stream", TOPIC, "models", LITERAL, READ);
        broker.allow("stream", GROUP, "skin", LITERAL, READ);
        broker.allow("stream", TRANSACTIONAL_ID, "skin-", PREFIXED, WRITE);
        broker.allow("newcomer", GROUP, "skin", LITERAL, DESCRIBE);
        broker.allow("newcomer", TRANSACTIONAL_ID, "skin-", PREFIXED, DESCRIBE);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void passesWithTheRightsThatTheDocumentationNames(String protocol) {
        assertThat(check("stream", "kafka.group.protocol=" + protocol)).isEmpty();
    }

    @Test
    void namesEveryRightThatIsMissing() {
        assertThat(check("newcomer"))
                .containsExactly(
                        "PROBLEM topic models: this user may not read it."
                                + " Allow READ on it (kafka-acls.sh --add --operation READ --topic models).",
                        "PROBLEM group skin: this user may not join it."
                                + " Allow READ on it (kafka-acls.sh --add --operation READ --group skin).",
                        "PROBLEM transactional ids skin-*: this user may not write transactions under them."
                                + " Allow WRITE and DESCRIBE on them (kafka-acls.sh --add --operation WRITE --operation"
                                + " DESCRIBE --transactional-id skin- --resource-pattern-type prefixed);"
                                + " or write delivery: at-least-once.");
    }

    @Test
    void needsNoTransactionsAtLeastOnce() {
        assertThat(check("newcomer", "delivery=at-least-once"))
                .noneMatch(finding -> finding.contains("transaction"))
                .hasSize(2);
    }

    @Test
    void namesEverythingToWhoMayNothing() {
        assertThat(check("producer"))
                .extracting(finding -> finding.replaceAll(":.*", ""))
                .containsExactly(
                        "PROBLEM topic images",
                        "PROBLEM topic predictions",
                        "PROBLEM topic images-dead-letters",
                        "PROBLEM topic models",
                        "PROBLEM group skin",
                        "PROBLEM transactional ids skin-*",
                        "WARNING settings of broker 1");
    }

    @Test
    void leavesNoGroupBehind() throws Exception {
        check("stream");

        try (Admin admin = broker.admin()) {
            assertThat(admin.listGroups().all().get()).isEmpty();
        }
    }

    private static List<String> check(String user, String... settings) {
        String kafka = broker.client(user).entrySet().stream()
                .map(entry -> "  " + entry.getKey() + ": '" + entry.getValue() + "'\n")
                .collect(Collectors.joining());
        StringBuilder yaml = new StringBuilder("application: skin\nlimits: {imageBytes: 983052}\n");
        StringBuilder more = new StringBuilder();
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            if (parts[0].startsWith("kafka.")) {
                more.append("  ")
                        .append(parts[0].substring(6))
                        .append(": ")
                        .append(parts[1])
                        .append('\n');
            } else {
                yaml.append(parts[0]).append(": ").append(parts[1]).append('\n');
            }
        }
        StreamSettings parsed = StreamSettings.parse(yaml + "kafka:\n" + kafka + more, Map.of());
        return new ClusterCheck()
                .run(parsed, new Machine(2, 1L << 30)).findings().stream()
                        .map(Finding::toString)
                        .toList();
    }
}
