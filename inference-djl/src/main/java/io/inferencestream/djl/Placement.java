package io.inferencestream.djl;

import io.inferencestream.core.predict.EngineOptions;

/**
 * Where a model computes, and with how many threads.
 *
 * <p>On a CPU, one predictor for each core with one thread of its own beats few predictors with many threads: nothing is
 * handed from thread to thread, and no thread waits for the slowest. On a GPU the other predictors encode and copy their
 * batches while one computes: with four an H100 did a tenth more than with two on uint8 input, and half as much again on
 * floats, which are encoded here; with eight no more on uint8.
 *
 * @param device {@code cpu} or {@code gpu:N}, the one really used
 * @param predictors batches worked on at once; at least 1
 * @param intraOpThreads threads within one batch; at least 1
 */
record Placement(String device, int predictors, int intraOpThreads) {
    private static final int PREDICTORS_PER_GPU = 4;

    static Placement onCpu(EngineOptions options, int cores) {
        int threads = options.intraOpThreads();
        int predictors = options.predictors();
        if (threads == 0) {
            threads = predictors == 0 ? 1 : Math.max(1, cores / predictors);
        }
        if (predictors == 0) {
            predictors = Math.max(1, cores / threads);
        }
        return new Placement("cpu", predictors, threads);
    }

    boolean isGpu() {
        return !device.equals("cpu");
    }

    static Placement onGpu(EngineOptions options, int index) {
        int predictors = options.predictors() == 0 ? PREDICTORS_PER_GPU : options.predictors();
        return new Placement("gpu:" + index, predictors, Math.max(1, options.intraOpThreads()));
    }
}
