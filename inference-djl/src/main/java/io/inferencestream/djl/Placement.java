package io.inferencestream.djl;

import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.decode.image.ImageShape;

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
 * @param isInOneSize whether every batch is filled up to the largest
 */
record Placement(String device, int predictors, int intraOpThreads, boolean isInOneSize) {
    private static final int PREDICTORS_PER_GPU = 4;

    /*
     * What a network computes between its layers is dozens of times its input. Beyond some 32 MiB of it the C library asks
     * the system for fresh pages each time, and no cache holds it: of MobileNetV2 two cores did 167 images a second in
     * batches of 6, 158 in batches of 16, 156 in batches of 24.
     */
    /** An input batch of about this many bytes has paid for its overhead on a CPU, and a larger one costs more. */
    private static final int WORTHWHILE_BYTES_ON_CPU = 1 << 20;

    /** On an H100 batches of 64 images of 224x224 were a fifth to a quarter quicker than those of 27. */
    private static final int WORTHWHILE_BYTES_ON_GPU = 10 << 20;

    /** Where a lone image costs as much as a full batch: an H200 did 8,528 images a second in batches of 16, 9,920 of 64. */
    private static final int WORTHWHILE_BYTES_IN_ONE_SIZE = 5 << 19;

    private static final int SMALLEST_BATCH = 4;
    private static final int LARGEST_BATCH = 256;

    Placement(String device, int predictors, int intraOpThreads) {
        this(device, predictors, intraOpThreads, false);
    }

    /**
     * The same for an engine that chooses its kernels whenever a batch has another size than the one before, as ONNX Runtime
     * does: with MobileNetV2 on an H200 a second each time, for sizes that it has seen too.
     */
    Placement inOneSize() {
        return new Placement(device, predictors, intraOpThreads, true);
    }

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

    /**
     * Most images in one batch: what is wished, or as many as make a batch worth its overhead, few large ones and many
     * small ones. On a GPU, where batches are filled up to sizes that kernels are ready for, it is a power of two.
     */
    int batchSize(EngineOptions options, ImageShape input) {
        if (options.maxBatchSize() > 0) {
            return options.maxBatchSize();
        }
        int fitting = isGpu()
                ? Integer.highestOneBit(Math.max(
                        1, (isInOneSize ? WORTHWHILE_BYTES_IN_ONE_SIZE : WORTHWHILE_BYTES_ON_GPU) / input.bytes()))
                : WORTHWHILE_BYTES_ON_CPU / input.bytes();
        return Math.max(SMALLEST_BATCH, Math.min(LARGEST_BATCH, fitting));
    }

    static Placement onGpu(EngineOptions options, int index) {
        int predictors = options.predictors() == 0 ? PREDICTORS_PER_GPU : options.predictors();
        return new Placement("gpu:" + index, predictors, Math.max(1, options.intraOpThreads()));
    }
}
