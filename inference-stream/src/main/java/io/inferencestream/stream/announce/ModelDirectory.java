package io.inferencestream.stream.announce;

import io.inferencestream.schemas.announcement.LiveModels;
import io.inferencestream.schemas.follow.Start;
import io.inferencestream.schemas.follow.TopicFollower;
import io.inferencestream.stream.topology.ServedElsewhere;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Knows which models any instance of this stream serves: an event for a model that another instance announces is not at
 * fault because this instance lacks it, and neither is one before the announcements have been read.
 *
 * <p>Thread-safe. Starts one thread, and follows the announcements for as long as it is open.
 */
public final class ModelDirectory implements ServedElsewhere, AutoCloseable {
    private final String topic;
    private final LiveModels models;
    private final TopicFollower follower;

    /**
     * Reads nothing yet.
     *
     * @param consumers makes a consumer; called again after an outage
     */
    public ModelDirectory(String topic, LiveModels models, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.topic = topic;
        this.models = models;
        this.follower = new TopicFollower(List.of(topic), Start.BEGINNING, models, consumers);
    }

    /** Begins to read the topic from its beginning. */
    public void start() {
        follower.start();
    }

    @Override
    public Optional<String> reasonToWait(String route) {
        if (models.isServed(route)) {
            return Optional.of(
                    "model " + route + " is announced by another instance and not loaded here: add it to this"
                            + " instance's repository and start it again");
        }
        return follower.isCaughtUp()
                ? Optional.empty()
                : Optional.of(
                        "model " + route + " is not loaded here, and whether another instance serves it is not known"
                                + " before topic " + topic + " has been read to its end");
    }

    @Override
    public void close() {
        follower.close();
    }
}
