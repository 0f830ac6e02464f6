package io.inferencestream.producer.account;

import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.outcome.Rejected;
import io.inferencestream.schemas.outcome.Task;
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
    long unreadableOutcomes;

    private long sent;
    private long predicted;
    private long rejected;
    private long mixedUp;
    private long labelled;
    private long correct;
    private double batches;
    private Stations stations = Stations.NONE;
    private final AnswerTotals answers = new AnswerTotals();
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

    void settled(SentImage image, Received received) {
        lastNanos = Math.max(lastNanos, received.atNanos());
        long micros = TimeUnit.NANOSECONDS.toMicros(received.atNanos() - image.dueNanos());
        latencyMicros.recordValue(Math.max(0, Math.min(LONGEST_MICROS, micros)));
        received.outcome().fold(prediction -> predicted(image, prediction.event()), this::rejected);
    }

    long outcomes() {
        return predicted + rejected;
    }

    Tally tally() {
        return new Tally(
                new Tally.Sending(sent, tooLarge, unreadable, failed),
                predicted,
                rejections,
                new Tally.Faults(duplicates, mixedUp, unreadableOutcomes),
                new Tally.Accuracy(labelled, correct),
                answers.answers(),
                new Tally.Latency(percentile(50), percentile(95), percentile(99), percentile(100)),
                stations.dividedBy(predicted),
                batches == 0 ? 0 : predicted / batches,
                models,
                devices,
                TimeUnit.NANOSECONDS.toMicros(lastNanos - startNanos) / 1e6);
    }

    private Totals predicted(SentImage image, PredictionEvent prediction) {
        predicted++;
        if (image.idComesBack() && !image.id().equals(prediction.getImageId())) {
            mixedUp++;
        }
        String label = image.label();
        if (label != null
                && Task.of(prediction).filter(Task.CLASSIFICATION::equals).isPresent()) {
            labelled++;
            correct += Task.labels(prediction).contains(label) ? 1 : 0;
        }
        answers.predicted(prediction);
        // Each image of a batch of n comes with 1/n of that batch, so that the mean is one over batches, not images.
        batches += 1.0 / prediction.getBatchSize();
        stations = stations.plus(Stations.of(prediction.getTimings()));
        models.merge(
                prediction.getModel().getName() + "/" + prediction.getModel().getVersion(), 1L, Long::sum);
        devices.merge(prediction.getDevice(), 1L, Long::sum);
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
