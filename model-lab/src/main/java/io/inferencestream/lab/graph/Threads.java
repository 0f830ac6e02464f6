package io.inferencestream.lab.graph;

import org.tensorflow.proto.ConfigProto;

/**
 * How many threads one session computes with; sessions do not share them.
 *
 * @param perOperation threads that share one operation; 1 makes runs repeatable bit by bit; at least 1
 */
public record Threads(int perOperation) {
    /** One thread: repeatable. */
    public static final Threads ONE = new Threads(1);

    public Threads {
        if (perOperation < 1) {
            throw new IllegalArgumentException("perOperation must be at least 1: " + perOperation);
        }
    }

    /** As many as the machine has processors. */
    public static Threads all() {
        return new Threads(Runtime.getRuntime().availableProcessors());
    }

    /** The session's configuration. */
    public ConfigProto config() {
        return ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(perOperation)
                .setInterOpParallelismThreads(1)
                .setUsePerSessionThreads(true)
                .build();
    }
}
