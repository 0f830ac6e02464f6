package io.inferencestream.cluster.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupProtocolIT {

    @ParameterizedTest
    @CsvSource({"classic, CLASSIC", "streams, STREAMS"})
    void runsATopologyExactlyOnce(String protocol, GroupType expected, @TempDir Path folder) throws Exception {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.defaults())) {
            broker.createTopic("in", 2);
            broker.createTopic("out", 2);
            try (KafkaStreams streams = new KafkaStreams(copying(), config(broker, protocol, folder))) {
                streams.start();
                Records.send(broker, "in", "a", "b");

                assertThat(Records.read(broker, "out", 2)).containsExactlyInAnyOrder("a", "b");
                assertThat(typeOfGroup(broker)).isEqualTo(expected);
                streams.close(Duration.ofSeconds(10));
            }
        }
    }

    private static Topology copying() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .to("out", Produced.with(Serdes.String(), Serdes.String()));
        return builder.build();
    }

    private static Properties config(LocalBroker broker, String protocol, Path folder) {
        Properties config = new Properties();
        config.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                "copier",
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrapServers(),
                StreamsConfig.GROUP_PROTOCOL_CONFIG,
                protocol,
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2,
                StreamsConfig.STATE_DIR_CONFIG,
                folder.toString()));
        return config;
    }

    private static GroupType typeOfGroup(LocalBroker broker) throws Exception {
        try (var admin = Records.admin(broker)) {
            return admin.listGroups().all().get().stream()
                    .filter(group -> group.groupId().equals("copier"))
                    .findFirst()
                    .flatMap(group -> group.type())
                    .orElse(GroupType.UNKNOWN);
        }
    }
}
