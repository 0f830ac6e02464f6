package io.inferencestream.stream.observe;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;

/** How many records of an instance's partitions are not committed: those not read yet, and those in flight. */
final class Lag {
    private Lag() {}

    /** The sum over the partitions that the instance has: 0 where it has none, as before and after it runs. */
    static double of(KafkaStreams streams) {
        if (!streams.state().isRunningOrRebalancing()) {
            return 0;
        }
        long lag = 0;
        for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
            for (TaskMetadata task : thread.activeTasks()) {
                lag += of(task.committedOffsets(), task.endOffsets());
            }
        }
        return lag;
    }

    /** A partition whose end is not known yet counts as read; where nothing was committed, all of it counts. */
    static long of(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> ends) {
        long lag = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            long from = Math.max(0, committed.getOrDefault(end.getKey(), 0L));
            lag += Math.max(0, end.getValue() - from);
        }
        return lag;
    }
}
