package io.inferencestream.kit.provision;

import java.util.Map;
import java.util.TreeMap;

/** One topic's step from what it is to what it should be. {@code toString} says it to people. */
public sealed interface TopicStep {
    String topic();

    /** It is as it should be. */
    record Keep(String topic, int partitions) implements TopicStep {
        @Override
        public String toString() {
            return "keep    " + topic + ": " + partitionsOf(partitions) + ", as wanted";
        }
    }

    /**
     * It is not there.
     *
     * @param config settings that are not the broker's defaults
     */
    record Create(String topic, int partitions, Map<String, String> config) implements TopicStep {
        public Create {
            config = Map.copyOf(config);
        }

        @Override
        public String toString() {
            String settings = config.isEmpty() ? "" : " " + new TreeMap<>(config);
            return "create  " + topic + ": " + partitionsOf(partitions) + settings;
        }
    }

    /** A setting is other than it should be. */
    record Change(String topic, String setting, String from, String to) implements TopicStep {
        @Override
        public String toString() {
            return "change  " + topic + ": " + setting + " from " + from + " to " + to;
        }
    }

    /** It has too few partitions. Records with a key may go to another partition afterwards. */
    record Widen(String topic, int from, int to) implements TopicStep {
        @Override
        public String toString() {
            return "widen   " + topic + ": from " + from + " to " + to + " partitions";
        }
    }

    private static String partitionsOf(int count) {
        return count == 1 ? "1 partition" : count + " partitions";
    }

    /** Changes a topic that somebody else made: done only when asked for. */
    default boolean isMending() {
        return this instanceof Change || this instanceof Widen;
    }
}
