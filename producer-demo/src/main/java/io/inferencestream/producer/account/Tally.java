package io.inferencestream.producer.account;

import java.util.Map;

/**
 * Counts and figures of one moment.
 *
 * @param sending how the sending went
 * @param predicted images with a prediction
 * @param rejections rejected images by reason
 * @param faults what no stream should do
 * @param accuracy of the predictions of labelled images, where models answer with a class
 * @param answers what models answered otherwise
 * @param latency from the moment an image was due to the receipt of its outcome
 * @param stations mean time spent in the stream's stations, per predicted image
 * @param meanBatch images per batch, the mean over batches; zero without predictions
 * @param models predictions by model, as {@code NAME/VERSION}
 * @param devices predictions by device
 * @param seconds from the first sending to the last acknowledgement or outcome
 */
public record Tally(
        Sending sending,
        long predicted,
        Map<String, Long> rejections,
        Faults faults,
        Accuracy accuracy,
        Answers answers,
        Latency latency,
        Stations stations,
        double meanBatch,
        Map<String, Long> models,
        Map<String, Long> devices,
        double seconds) {

    /**
     * How the sending went; counts of images.
     *
     * @param sent acknowledged by the broker
     * @param tooLarge too large for the topic
     * @param unreadable whose file could not be read
     * @param failed not acknowledged
     */
    public record Sending(long sent, long tooLarge, long unreadable, long failed) {
        /** Images that were not sent, for any reason. */
        public long notSent() {
            return tooLarge + unreadable + failed;
        }
    }

    /**
     * What no stream should do.
     *
     * @param duplicates outcomes beyond an image's first
     * @param mixedUp predictions that carry another image's id than the record they name
     * @param unreadableOutcomes records on the output topics that cannot be read
     */
    public record Faults(long duplicates, long mixedUp, long unreadableOutcomes) {
        public boolean none() {
            return duplicates + mixedUp + unreadableOutcomes == 0;
        }
    }

    /**
     * How often the first answer was right.
     *
     * @param labelled images that have a label, and for which a model said its most probable class
     * @param correct those of them whose most probable class is the label
     */
    public record Accuracy(long labelled, long correct) {
        /** From 0 to 1; NaN without labelled images. */
        public double ratio() {
            return (double) correct / labelled;
        }
    }

    /** Percentiles in milliseconds; all zero before the first outcome. */
    public record Latency(double p50, double p95, double p99, double max) {}

    public Tally {
        rejections = Map.copyOf(rejections);
        models = Map.copyOf(models);
        devices = Map.copyOf(devices);
    }

    /** Images with a rejection. */
    public long rejected() {
        return rejections.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Images with an outcome. */
    public long accounted() {
        return predicted + rejected();
    }

    /** Images that were sent and have no outcome. */
    public long unaccounted() {
        return sending.sent() - accounted();
    }

    /** Outcomes per second; acknowledgements per second where there are no outcomes. */
    public double imagesPerSecond() {
        long images = accounted() == 0 ? sending.sent() : accounted();
        return seconds == 0 ? 0 : images / seconds;
    }
}
