package io.inferencestream.bench.limit;

import java.util.List;

/**
 * What the machine can do without Kafka, with one placement of the model.
 *
 * @param device that computed, e.g. {@code cpu} or {@code gpu:0}
 * @param predictors batches worked on at once
 * @param intraOpThreads threads within one batch
 * @param batch the best batch size
 * @param imagesPerSecond at that batch size
 * @param singleMillis median time of a lone image, decoding included, while nothing else runs
 * @param cpuMillisPerImage processor time of the process
 * @param firstClasses first class of each image of the album
 */
public record LimitResult(
        String device,
        int predictors,
        int intraOpThreads,
        int batch,
        double imagesPerSecond,
        double singleMillis,
        double cpuMillisPerImage,
        List<Integer> firstClasses) {
    public LimitResult {
        firstClasses = List.copyOf(firstClasses);
    }
}
