package io.inferencestream.lab.train;

import io.inferencestream.lab.data.Augmentation;

/**
 * How to train: all that decides the outcome but the network and the images.
 *
 * @param epochs passes over the training images; at least 1
 * @param batchSize images per step; at least 1
 * @param learningRate peak of the schedule; above 0
 * @param warmUp share of the steps in which the rate rises to its peak; from 0 to below 1
 * @param optimizer how weights follow their gradients
 * @param labelSmoothing share of the wanted probability that is spread over all classes; from 0 to below 1
 * @param balanced whether rare classes weigh more, so that all count alike
 * @param augmentation what is done to each training image each time
 * @param goal what the best epoch is chosen by, on the validation images
 * @param patience epochs without a better one after which the run ends; 0 for never
 * @param mixedPrecision whether convolutions may compute in bfloat16: quicker where the processor knows it, less exact
 * @param seed of start weights, order, augmentation and dropout; with one thread it fixes the whole run
 */
public record TrainingSettings(
        int epochs,
        int batchSize,
        float learningRate,
        float warmUp,
        Optimizer optimizer,
        float labelSmoothing,
        boolean balanced,
        Augmentation augmentation,
        Goal goal,
        int patience,
        boolean mixedPrecision,
        long seed) {
    public TrainingSettings {
        require(epochs >= 1, "epochs must be at least 1: " + epochs);
        require(batchSize >= 1, "batchSize must be at least 1: " + batchSize);
        require(learningRate > 0, "learningRate must be above 0: " + learningRate);
        require(warmUp >= 0 && warmUp < 1, "warmUp must be from 0 to below 1: " + warmUp);
        require(
                labelSmoothing >= 0 && labelSmoothing < 1,
                "labelSmoothing must be from 0 to below 1: " + labelSmoothing);
        require(patience >= 0, "patience must not be negative: " + patience);
    }

    /** What the best epoch is chosen by. */
    public enum Goal {
        /** Share of the validation images that are classified right. */
        ACCURACY,
        /** Area under the receiver operating characteristic, mean over the classes. */
        AUC
    }

    /** Adam at a peak of 0.003, plain labels, no augmentation. */
    public static TrainingSettings plain(int epochs, int batchSize, long seed) {
        return new TrainingSettings(
                epochs,
                batchSize,
                0.003f,
                0.05f,
                Optimizer.adam(0),
                0,
                false,
                Augmentation.NONE,
                Goal.ACCURACY,
                0,
                false,
                seed);
    }

    /** These settings for fewer epochs at another peak, as training on wants them. */
    public TrainingSettings shorter(int otherEpochs, float otherRate) {
        return new TrainingSettings(
                otherEpochs,
                batchSize,
                otherRate,
                warmUp,
                optimizer,
                labelSmoothing,
                balanced,
                augmentation,
                goal,
                0,
                mixedPrecision,
                seed);
    }

    /** These settings with another augmentation. */
    public TrainingSettings with(Augmentation other) {
        return new TrainingSettings(
                epochs,
                batchSize,
                learningRate,
                warmUp,
                optimizer,
                labelSmoothing,
                balanced,
                other,
                goal,
                patience,
                mixedPrecision,
                seed);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
