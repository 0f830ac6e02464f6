package io.inferencestream.kit.lifecycle;

import org.apache.kafka.streams.errors.StreamsException;

/**
 * Kafka Streams closed a task and wants to go on with the same processors and the same consumer. Their stream thread ends
 * instead, and a new one reads on from what was committed.
 */
/*
 * Kafka Streams 4.3.1 revives a task after a commit that timed out under exactly-once, or a send that did. The revived
 * task keeps what it remembered of consumed offsets and the consumer's position from before. In the contract test of the
 * commit barrier, a task so revived had records committed that got no outcome; where in the two codes they were lost was
 * not traced. A new thread starts from the committed offsets and remembers nothing, and the same test loses nothing.
 */
public final class RevivedTaskException extends StreamsException {
    private static final long serialVersionUID = 1;

    public RevivedTaskException(String task) {
        super("task " + task + " was revived by Kafka Streams; its thread ends and a new one reads on from what was"
                + " committed");
    }
}
