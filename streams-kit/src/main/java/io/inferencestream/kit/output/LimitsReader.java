package io.inferencestream.kit.output;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from the broker what the output topics take. Where it cannot, the topics keep the limits that were known: what they
 * refuse then is found out when they do.
 *
 * <p>Called by one thread at a time; blocks for some seconds at most.
 */
public final class LimitsReader {
    private static final Logger LOG = LoggerFactory.getLogger(LimitsReader.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Admin admin;
    private final List<OutputTopic> topics;
    private final boolean isCompressed;

    /**
     * @param admin stays the caller's to close
     * @param isCompressed whether what is written is compressed
     */
    public LimitsReader(Admin admin, List<OutputTopic> topics, boolean isCompressed) {
        this.admin = admin;
        this.topics = List.copyOf(topics);
        this.isCompressed = isCompressed;
    }

    /** Asks the broker once. */
    public void read() {
        List<ConfigResource> asked = topics.stream().map(LimitsReader::resource).toList();
        try {
            Map<ConfigResource, Config> answers = admin.describeConfigs(
                            asked, new DescribeConfigsOptions().timeoutMs((int) PATIENCE.toMillis()))
                    .all()
                    .get(PATIENCE.toMillis() + 500, TimeUnit.MILLISECONDS);
            for (OutputTopic topic : topics) {
                Config config = answers.get(resource(topic));
                if (config != null) {
                    topic.limit(TopicLimits.of(values(config), isCompressed));
                }
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.atInfo().log(
                    "What the output topics take cannot be read; what was known of it stays: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ConfigResource resource(OutputTopic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    private static Map<String, String> values(Config config) {
        Map<String, String> values = new HashMap<>();
        config.entries().forEach(entry -> {
            if (entry.value() != null) {
                values.put(entry.name(), entry.value());
            }
        });
        return values;
    }
}
