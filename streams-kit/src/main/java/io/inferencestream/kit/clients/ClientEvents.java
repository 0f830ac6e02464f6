package io.inferencestream.kit.clients;

import org.apache.kafka.common.TopicPartition;

/** Told what Kafka Streams' clients see. Called on stream threads, so it must be quick, and must not throw. */
public interface ClientEvents {

    /** A stream thread has committed, and what it had sent since its last commit counts. */
    void committed();

    /** What a stream thread had sent since its last commit does not count: the records that led to it are read again. */
    void commitFailed();

    /**
     * A partition is read on behind records that were not read and are not there any more.
     *
     * @param from offset of the first of them
     * @param to the offset that is read next; above {@code from}
     */
    void skipped(TopicPartition partition, long from, long to);
}
