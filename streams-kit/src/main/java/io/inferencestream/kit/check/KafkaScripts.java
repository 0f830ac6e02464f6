package io.inferencestream.kit.check;

/** Commands for what no command of ours does, with Kafka's own scripts, ready to be pasted. */
public final class KafkaScripts {
    private final String bootstrapServers;

    public KafkaScripts(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    String deleteStreamsGroup(String group) {
        return "kafka-streams-groups.sh --bootstrap-server " + bootstrapServers + " --delete --group " + group;
    }

    public String upgradeFeature(String feature) {
        return "kafka-features.sh --bootstrap-server " + bootstrapServers + " upgrade --feature " + feature;
    }
}
