package io.inferencestream.stream.observe;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;

/**
 * How many records of an instance's partitions are not committed: what its consumers have not fetched, as of their last
 * fetch, and what they have fetched.
 */
/*
 * Kafka Streams' "end offset" of a task is the highest offset that was fetched, not the partition's end; the rest is what
 * the consumers tell as records-lag.
 */
final class Lag {
    private static final String UNFETCHED = "records-lag";

    private Lag() {}

    /** The sum over the partitions that the instance has: 0 where it has none, as before and after it runs. */
    static double of(KafkaStreams streams) {
        if (!streams.state().isRunningOrRebalancing()) {
            return 0;
        }
        double lag = unfetched(streams.metrics());
        for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
            for (TaskMetadata task : thread.activeTasks()) {
                lag += fetched(task.committedOffsets(), task.endOffsets());
            }
        }
        return lag;
    }

    private static double unfetched(Map<MetricName, ? extends Metric> metrics) {
        double lag = 0;
        for (Map.Entry<MetricName, ? extends Metric> metric : metrics.entrySet()) {
            if (metric.getKey().name().equals(UNFETCHED)
                    && metric.getKey().tags().containsKey("partition")
                    && metric.getValue().metricValue() instanceof Double value
                    && !value.isNaN()) {
                lag += value;
            }
        }
        return lag;
    }

    /**
     * Fetched and not committed; where nothing was committed, all that was fetched counts.
     *
     * @param highest highest offset fetched of each partition; below zero where none was
     */
    static long fetched(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> highest) {
        long lag = 0;
        for (Map.Entry<TopicPartition, Long> seen : highest.entrySet()) {
            long from = Math.max(0, committed.getOrDefault(seen.getKey(), 0L));
            lag += Math.max(0, seen.getValue() + 1 - from);
        }
        return lag;
    }
}
