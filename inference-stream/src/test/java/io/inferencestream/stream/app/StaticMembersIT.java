package io.inferencestream.stream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.stream.config.StreamSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances with a {@code group.instance.id}, which keep their partitions while they are away. */
final class StaticMembersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static LocalBroker broker;
    private static DevelopmentRegistry registry;
    private static Admin admin;

    @TempDir
    private Path folder;

    private String application = "";

    @BeforeAll
    static void startCluster() {
        broker = LocalBroker.start(BrokerOptions.defaults());
        registry = DevelopmentRegistry.start(RegistryOptions.defaults());
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        SmallStream.createTopics(broker);
    }

    @AfterAll
    static void stopCluster() {
        admin.close();
        registry.close();
        broker.close();
    }

    @BeforeEach
    void chooseName() {
        application = "app-" + UUID.randomUUID();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void aStaticMemberFindsItsPartitionsAsTheyWereAndNoOtherHasHadThem(String protocol) throws Exception {
        try (StreamApp other = start(protocol, "group.instance.id", "b")) {
            StreamApp app = start(protocol, "group.instance.id", "a");
            await().atMost(PATIENCE)
                    .until(() -> places(protocol).values().stream().allMatch(set -> set.size() == 1));
            Map<String, Set<Integer>> before = places(protocol);

            app.close();
            assertThat(places(protocol)).hasSize(2).isEqualTo(before);

            try (StreamApp again = start(protocol, "group.instance.id", "a")) {
                assertThat(places(protocol)).isEqualTo(before);
                assertThat(other.readiness().isReady()).isTrue();
                assertThat(again.readiness().isReady()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void anyOtherMemberLeavesTheGroup(String protocol) throws Exception {
        start(protocol, "client.rack", "r").close();

        assertThat(places(protocol)).isEmpty();
    }

    /** The partitions that each member of the group has. */
    private Map<String, Set<Integer>> places(String protocol) throws Exception {
        Map<String, Set<Integer>> places = new TreeMap<>();
        List<String> group = List.of(application);
        if (protocol.equals("streams")) {
            admin.describeStreamsGroups(group)
                    .describedGroups()
                    .get(application)
                    .get()
                    .members()
                    .forEach(member -> places.put(
                            member.instanceId().orElse(""),
                            member.assignment().activeTasks().stream()
                                    .flatMap(task -> task.partitions().stream())
                                    .collect(Collectors.toSet())));
        } else {
            admin.describeConsumerGroups(group)
                    .describedGroups()
                    .get(application)
                    .get()
                    .members()
                    .forEach(member -> places.put(
                            member.groupInstanceId().orElse(""),
                            member.assignment().topicPartitions().stream()
                                    .map(TopicPartition::partition)
                                    .collect(Collectors.toSet())));
        }
        return places;
    }

    private StreamApp start(String protocol, String key, String value) throws Exception {
        StreamApp app = StreamApp.start(settings(protocol, key, value), outcome -> {});
        await().atMost(Duration.ofSeconds(20)).until(() -> app.readiness().isReady());
        return app;
    }

    private StreamSettings settings(String protocol, String key, String value) throws IOException {
        String yaml = SmallStream.settings(folder, broker, registry, Map.of("group.protocol", protocol, key, value))
                .replace(
                        folder.resolve("state").toString(),
                        folder.resolve(UUID.randomUUID().toString()).toString());
        return StreamSettings.parse("application: " + application + "\n" + yaml, Map.of());
    }
}
