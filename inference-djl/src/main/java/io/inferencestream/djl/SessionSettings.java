package io.inferencestream.djl;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/** How TensorFlow is to run a model's graph. */
final class SessionSettings {
    /** Runs in the thread that calls: no hand-over to a pool, which costs more than a small network's whole batch. */
    private static final int IN_CALLING_THREAD = -1;

    private static final String SINGLE_THREADED = "SINGLE_THREADED_EXECUTOR";

    private SessionSettings() {}

    static ConfigProto forDevice(Placement placement) {
        if (!placement.isGpu()) {
            // One operation after another: parallel work comes from several predictors.
            return onCpu(placement)
                    .setExperimental(ConfigProto.Experimental.newBuilder().setExecutorType(SINGLE_THREADED))
                    .build();
        }
        return ConfigProto.newBuilder()
                .setAllowSoftPlacement(true)
                .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
                .build();
    }

    /** For a graph with variables or control flow of TensorFlow 1, which the single-threaded executor does not know. */
    static ConfigProto anyGraph(Placement placement) {
        return onCpu(placement).build();
    }

    private static ConfigProto.Builder onCpu(Placement placement) {
        return ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(placement.intraOpThreads())
                .setInterOpParallelismThreads(IN_CALLING_THREAD);
    }

    static boolean refusedBySingleThreadedExecutor(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            String message = t.getMessage();
            if (message != null && message.contains("Single-threaded executor")) {
                return true;
            }
        }
        return false;
    }
}
