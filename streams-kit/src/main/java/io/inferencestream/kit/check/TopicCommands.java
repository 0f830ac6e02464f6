package io.inferencestream.kit.check;

/** The commands that mend topics, features and groups, with Kafka's own scripts, ready to be pasted. */
public final class TopicCommands {
    private final String bootstrapServers;

    public TopicCommands(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** @param config topic settings, such as {@code max.message.bytes=1000}; none of them is quoted */
    public String create(String topic, int partitions, String... config) {
        StringBuilder command = new StringBuilder("kafka-topics.sh --bootstrap-server ")
                .append(bootstrapServers)
                .append(" --create --topic ")
                .append(topic)
                .append(" --partitions ")
                .append(partitions);
        for (String setting : config) {
            command.append(" --config ").append(setting);
        }
        return command.toString();
    }

    public String addPartitions(String topic, int partitions) {
        return "kafka-topics.sh --bootstrap-server " + bootstrapServers + " --alter --topic " + topic + " --partitions "
                + partitions;
    }

    public String set(String topic, String setting) {
        return "kafka-configs.sh --bootstrap-server " + bootstrapServers + " --alter --topic " + topic
                + " --add-config " + setting;
    }

    String deleteStreamsGroup(String group) {
        return "kafka-streams-groups.sh --bootstrap-server " + bootstrapServers + " --delete --group " + group;
    }

    public String upgradeFeature(String feature) {
        return "kafka-features.sh --bootstrap-server " + bootstrapServers + " upgrade --feature " + feature;
    }
}
