package io.inferencestream.producer.account;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Running sums over all images. Not thread-safe: the ledger guards it. */
final class Totals {
    private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);

    long tooLarge;
    long unreadable;
    long failed;
    long duplicates;
    long senseless;

    private long sent;
    private long predicted;
    private long rejected;
    private long mixedUp;
    private long labelled;
    private long correct;
    private double batches;
    private Stations stations = Stations.NONE;
    private final Map<String, Long> rejections = new TreeMap<>();
    private final Map<String, Long> models = new TreeMap<>();
    private final Map<String, Long> devices = new TreeMap<>();
    private final Histogram latencyMicros = new Histogram(LONGEST_MICROS, 3);
    private boolean hasStarted;
    private long startNanos;
    private long lastNanos;

    void started(long nowNanos) {
        if (!hasStarted) {
            hasStarted = true;
            startNanos = nowNanos;
            lastNanos = nowNanos;
        }
    }

    void sent(long nowNanos) {
        sent++;
        lastNanos = Math.max(lastNanos, nowNanos);
    }

    void settled(SentImage image, Outcome outcome) {
        lastNanos = Math.max(lastNanos, outcome.receivedNanos());
        long micros = TimeUnit.NANOSECONDS.toMicros(outcome.receivedNanos() - image.dueNanos());
        latencyMicros.recordValue(Math.max(0, Math.min(LONGEST_MICROS, micros)));
        outcome.fold(prediction -> predicted(image, prediction), this::rejected);
    }

    long outcomes() {
        return predicted + rejected;
    }

    Tally tally() {
        return new Tally(
                new Tally.Sending(sent, tooLarge, unreadable, failed),
                predicted,
                rejections,
                new Tally.Faults(duplicates, mixedUp, senseless),
                new Tally.Accuracy(labelled, correct),
                new Tally.Latency(percentile(50), percentile(95), percentile(99), percentile(100)),
                stations.dividedBy(predicted),
                batches == 0 ? 0 : predicted / batches,
                models,
                devices,
                TimeUnit.NANOSECONDS.toMicros(lastNanos - startNanos) / 1e6);
    }

    private Totals predicted(SentImage image, Predicted prediction) {
        predicted++;
        if (image.idComesBack() && !image.id().equals(prediction.imageId())) {
            mixedUp++;
        }
        String label = image.label();
        if (label != null) {
            labelled++;
            correct += label.equals(prediction.label()) ? 1 : 0;
        }
        // Each image of a batch of n comes with 1/n of that batch, so that the mean is one over batches, not images.
        batches += 1.0 / prediction.batchSize();
        stations = stations.plus(prediction.stations());
        models.merge(prediction.model(), 1L, Long::sum);
        devices.merge(prediction.device(), 1L, Long::sum);
        return this;
    }

    private Totals rejected(Rejected rejection) {
        rejected++;
        rejections.merge(rejection.reason(), 1L, Long::sum);
        return this;
    }

    private double percentile(double percent) {
        return latencyMicros.getTotalCount() == 0 ? 0 : latencyMicros.getValueAtPercentile(percent) / 1000.0;
    }
}
