package io.inferencestream.lab.graph;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

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

    /** So many; 0 for as many as the machine has processors. */
    public static Threads of(int count) {
        return count == 0 ? all() : new Threads(count);
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

    /** The session's configuration, where the graph runs as it was written, so that everything in it can be fetched. */
    public ConfigProto unoptimised() {
        return rewritten(RewriterConfig.newBuilder().setDisableMetaOptimizer(true));
    }

    /** The session's configuration, where convolutions may compute in bfloat16. */
    public ConfigProto config(boolean mixedPrecision) {
        if (!mixedPrecision) {
            return config();
        }
        return rewritten(RewriterConfig.newBuilder().setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON));
    }

    private ConfigProto rewritten(RewriterConfig.Builder rewriting) {
        return config().toBuilder()
                .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewriting))
                .build();
    }
}
