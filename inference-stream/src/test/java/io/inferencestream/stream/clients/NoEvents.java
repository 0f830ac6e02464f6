package io.inferencestream.stream.clients;

import io.inferencestream.kit.clients.ClientEvents;
import org.apache.kafka.common.TopicPartition;

/** Looks away. */
public final class NoEvents implements ClientEvents {
    @Override
    public void committed() {}

    @Override
    public void commitFailed() {}

    @Override
    public void skipped(TopicPartition partition, long from, long to) {}
}
