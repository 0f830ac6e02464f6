package io.inferencestream.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A topic as the command line names it: {@code images:6}, or {@code models:1:cleanup.policy=compact}.
 *
 * @param partitions at least 1; 1 if not given
 * @param config settings of Kafka's
 */
record TopicSpec(String name, int partitions, Map<String, String> config) {
    /** Max bytes of headers that a dead letter has beyond the input record it was. */
    private static final int DEAD_LETTER_HEADERS = 64 << 10;

    TopicSpec {
        config = Map.copyOf(config);
    }

    /** The settings asked for; a topic of dead letters, by its name, takes records that much larger than others. */
    Map<String, String> config(int largestMessageBytes) {
        Map<String, String> all = new LinkedHashMap<>();
        if (name.endsWith("dead-letters")) {
            all.put("max.message.bytes", Integer.toString(largestMessageBytes + DEAD_LETTER_HEADERS));
        }
        all.putAll(config);
        return all;
    }

    /** Reads {@code NAME[:PARTITIONS[:KEY=VALUE...]]}. */
    static final class Converter implements ITypeConverter<TopicSpec> {
        @Override
        public TopicSpec convert(String text) {
            String[] parts = text.split(":", -1);
            String partitions = parts.length < 2 ? "1" : parts[1];
            if (!parts[0].matches("[a-zA-Z0-9._-]{1,249}") || !partitions.matches("[1-9][0-9]{0,4}")) {
                throw new TypeConversionException("must be NAME:PARTITIONS, such as images:6: " + text);
            }
            Map<String, String> config = new LinkedHashMap<>();
            for (int i = 2; i < parts.length; i++) {
                String[] setting = parts[i].split("=", 2);
                if (setting.length < 2 || setting[0].isEmpty()) {
                    throw new TypeConversionException(
                            "must be NAME:PARTITIONS:KEY=VALUE, such as models:1:cleanup.policy=compact: " + text);
                }
                config.put(setting[0], setting[1]);
            }
            return new TopicSpec(parts[0], Integer.parseInt(partitions), config);
        }
    }
}
