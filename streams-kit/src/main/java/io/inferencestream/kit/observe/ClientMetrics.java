package io.inferencestream.kit.observe;

import io.inferencestream.kit.clients.ClientEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/** Counts what Kafka Streams' clients see. Thread-safe. Every meter is there from the start. */
public final class ClientMetrics implements ClientEvents {
    private final Meters meters;
    private final Counter commits;
    private final Counter commitFailures;
    private final Map<Integer, Counter> lost = new ConcurrentHashMap<>();

    /** @param partitions how many the input has at the start */
    public ClientMetrics(Meters meters, int partitions) {
        this.meters = meters;
        this.commits = meters.counter(Metric.COMMITS, Tags.empty());
        this.commitFailures = meters.counter(Metric.COMMIT_FAILURES, Tags.empty());
        for (int partition = 0; partition < partitions; partition++) {
            lostOf(partition);
        }
    }

    private Counter lostOf(int partition) {
        return lost.computeIfAbsent(
                partition, key -> meters.counter(Metric.LOST_OFFSETS, Tags.of("partition", Integer.toString(key))));
    }

    @Override
    public void committed() {
        commits.increment();
    }

    @Override
    public void commitFailed() {
        commitFailures.increment();
    }

    @Override
    public void skipped(TopicPartition partition, long from, long to) {
        lostOf(partition.partition()).increment((double) (to - from));
    }
}
