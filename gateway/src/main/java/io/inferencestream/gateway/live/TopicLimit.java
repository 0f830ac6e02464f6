package io.inferencestream.gateway.live;

import io.inferencestream.schemas.size.MessageSizes;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The largest image that the topic of the images takes, as far as the broker says: whoever is told a limit is to be told one
 * that holds.
 *
 * <p>One thread looks, any may read.
 */
public final class TopicLimit {
    private static final Logger LOG = LoggerFactory.getLogger(TopicLimit.class);
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long PATIENCE_SECONDS = 4;

    private final ConfigResource topic;
    private volatile int imageBytes = Integer.MAX_VALUE;
    private volatile long dueNanos = System.nanoTime();

    TopicLimit(String topic) {
        this.topic = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    /** The lesser of what is configured and what the topic takes. */
    public int atMost(int configured) {
        return Math.min(configured, imageBytes);
    }

    /** Asks the broker, where that is due; one that may not be asked changes nothing. */
    void refresh(Admin admin) throws InterruptedException {
        if (System.nanoTime() - dueNanos < 0) {
            return;
        }
        dueNanos = System.nanoTime() + EVERY_NANOS;
        try {
            ConfigEntry entry = Objects.requireNonNull(
                            admin.describeConfigs(List.of(topic)).values().get(topic))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
            if (entry != null && entry.value() != null) {
                imageBytes = MessageSizes.imageBytes(Integer.parseInt(entry.value()));
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The broker does not say what the topic of the images takes", e);
        }
    }
}
