package io.inferencestream.lab.train;

import java.time.Duration;

/**
 * How one epoch went.
 *
 * @param epoch counted from 1
 * @param epochs of the whole run
 * @param loss mean over the epoch's augmented training images, in nats
 * @param validation share of the validation images that are classified right, 0 to 1
 * @param validationAuc area under the curve on the validation images, 0 to 1
 * @param validationLoss mean cross-entropy on the validation images, in nats
 * @param learningRate at the epoch's last step
 * @param images that were trained on in this epoch
 * @param took time for the training steps alone
 */
public record EpochReport(
        int epoch,
        int epochs,
        double loss,
        double validation,
        double validationAuc,
        double validationLoss,
        double learningRate,
        int images,
        Duration took) {
    public double imagesPerSecond() {
        return images / (took.toNanos() / 1e9);
    }

    /** What the best epoch is chosen by; larger is better. */
    public double reached(TrainingSettings.Goal goal) {
        return switch (goal) {
            case ACCURACY -> validation;
            case AUC -> validationAuc;
        };
    }
}
