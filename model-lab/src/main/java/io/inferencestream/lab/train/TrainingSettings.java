package io.inferencestream.lab.train;

import io.inferencestream.lab.data.Augmentation;
import io.inferencestream.lab.graph.Threads;

/**
 * How to train.
 *
 * @param epochs passes over the training pictures; at least 1
 * @param batchSize pictures per step; at least 1
 * @param learningRate peak of the schedule
 * @param augmentation what is done to each training picture each time
 * @param seed of start weights, order, augmentation and dropout; with one thread it fixes the whole run
 * @param threads that compute
 */
public record TrainingSettings(
        int epochs, int batchSize, float learningRate, Augmentation augmentation, long seed, Threads threads) {
    public TrainingSettings {
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs must be at least 1: " + epochs);
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1: " + batchSize);
        }
        if (!(learningRate > 0)) {
            throw new IllegalArgumentException("learningRate must be above 0: " + learningRate);
        }
    }
}
