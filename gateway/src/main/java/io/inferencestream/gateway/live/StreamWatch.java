package io.inferencestream.gateway.live;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Kafka every other second who is in the stream's group and how far it has come.
 *
 * <p>Thread-safe. Starts one thread.
 */
public final class StreamWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamWatch.class);
    private static final long EVERY_MILLIS = 2_000;
    private static final long PATIENCE_SECONDS = 4;

    private final String group;
    private final String topic;
    private final TopicLimit limit;
    private final Admin admin;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "stream-watch");
        thread.setDaemon(true);
        return thread;
    });
    private final Consumer<StreamState> listener;
    private volatile StreamState state = StreamState.UNKNOWN;

    /**
     * @param group the stream's application id
     * @param topic the images
     * @param admin closed by the watch
     * @param listener told by the watch's thread whatever it has seen; not where the broker does not answer
     */
    public StreamWatch(String group, String topic, Admin admin, Consumer<StreamState> listener) {
        this.group = group;
        this.topic = topic;
        this.limit = new TopicLimit(topic);
        this.admin = admin;
        this.listener = listener;
    }

    /** Begins to ask. */
    public void start() {
        clock.scheduleWithFixedDelay(this::refresh, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What was seen last. */
    public StreamState state() {
        return state;
    }

    /** What the topic of the images takes. */
    public TopicLimit limit() {
        return limit;
    }

    private void refresh() {
        try {
            limit.refresh(admin);
            StreamState seen = new StreamState(true, members(), lag());
            state = seen;
            listener.accept(seen);
        } catch (ExecutionException | java.util.concurrent.TimeoutException | KafkaException e) {
            LOG.debug("The broker does not say how the stream is", e);
            state = StreamState.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int members() throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
        try {
            return Objects.requireNonNull(admin.describeConsumerGroups(List.of(group))
                            .describedGroups()
                            .get(group))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .members()
                    .size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return streamsMembers();
            }
            throw e;
        }
    }

    /** The group may be of the newer kind, {@code group.protocol: streams}. */
    private int streamsMembers()
            throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
        try {
            return Objects.requireNonNull(admin.describeStreamsGroups(List.of(group))
                            .describedGroups()
                            .get(group))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .members()
                    .size();
        } catch (ExecutionException e) {
            LOG.debug("No group of this name", e);
            return 0;
        }
    }

    private Map<Integer, Long> lag()
            throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        TopicDescription images = Objects.requireNonNull(admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .get(topic));
        for (TopicPartitionInfo info : images.partitions()) {
            latest.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest());
        }
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                admin.listOffsets(latest).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Map<Integer, Long> lag = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndMetadata done = committed.get(partition);
            lag.put(partition.partition(), Math.max(0, end.offset() - (done == null ? 0 : done.offset())));
        });
        return lag;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        admin.close(java.time.Duration.ofSeconds(1));
    }
}
