package io.inferencestream.core.predict;

/**
 * How a model is to be run.
 *
 * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
 * @param predictors batches worked on at once; 0 for as many as pay off on the device
 * @param intraOpThreads threads within one batch; 0 for as many as pay off
 * @param maxBatchSize most images in one batch; 0 for as many as pay off on the device with the model's input
 */
public record EngineOptions(String device, int predictors, int intraOpThreads, int maxBatchSize) {
    public EngineOptions {
        if (!device.matches("auto|cpu|gpu(:\\d+)?")) {
            throw new IllegalArgumentException("device must be auto, cpu, gpu or gpu:N: " + device);
        }
        if (predictors < 0 || intraOpThreads < 0) {
            throw new IllegalArgumentException(
                    "predictors and intraOpThreads must not be negative: " + predictors + ", " + intraOpThreads);
        }
        if (maxBatchSize < 0) {
            throw new IllegalArgumentException("maxBatchSize must not be negative: " + maxBatchSize);
        }
    }
}
