package io.inferencestream.core.batch;

/**
 * How many images a second a model's predictors manage together: a moving average over recent batches, weighted so that
 * the last eight or so count. Thread-safe.
 */
final class ServiceRate {
    private static final double WEIGHT_OF_NEWEST = 0.125;
    private static final double NANOS_PER_SECOND = 1e9;

    private final int predictors;
    private volatile double nanosPerImage;

    ServiceRate(int predictors) {
        this.predictors = predictors;
    }

    synchronized void note(int images, long nanos) {
        double newest = Math.max(1.0, nanos) / images;
        nanosPerImage = nanosPerImage == 0 ? newest : nanosPerImage + WEIGHT_OF_NEWEST * (newest - nanosPerImage);
    }

    double perSecond() {
        double nanos = nanosPerImage;
        return nanos == 0 ? 0 : predictors * NANOS_PER_SECOND / nanos;
    }
}
