package io.inferencestream.stream.app;

import io.inferencestream.core.decode.DecodeLimits;
import io.inferencestream.core.pipeline.InFlightLimits;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.stream.config.Delivery;
import io.inferencestream.stream.config.KafkaProperties;
import io.inferencestream.stream.config.Machine;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.stream.topology.TopologyLimits;
import java.time.Duration;
import java.util.List;

/**
 * Works out every bound that the settings leave open, from the machine and the models.
 *
 * @param decode bounds of one image
 * @param topology bounds of a task and of a stream thread's waiting
 * @param inFlight bounds of everything between a record's arrival and its outcome
 * @param decodeThreads that do nothing else; 0 where predictors decode
 */
record Bounds(DecodeLimits decode, TopologyLimits topology, InFlightLimits inFlight, int decodeThreads) {
    /** Batches that a predictor may have in flight: one that it works on, and those that form meanwhile. */
    private static final int BATCHES_PER_PREDICTOR = 4;

    private static final int FEWEST_IN_FLIGHT = 64;
    private static final int HEAP_SHARE_IN_FLIGHT = 4;
    private static final int HEAP_SHARE_PENDING = 8;
    private static final Duration EMIT_INTERVAL = Duration.ofMillis(5);

    static Bounds of(StreamSettings settings, KafkaProperties kafka, Machine machine, List<LoadedModel> models) {
        StreamSettings.Limits limits = settings.limits();
        TopologyLimits topology = new TopologyLimits(
                2 * recordsInFlight(limits, models),
                machine.heapBytes() / HEAP_SHARE_PENDING,
                longestWaiting(settings.delivery(), kafka),
                EMIT_INTERVAL);
        long bytes = limits.inFlightBytes() > 0 ? limits.inFlightBytes() : machine.heapBytes() / HEAP_SHARE_IN_FLIGHT;
        int decodeThreads = decodeThreads(settings, machine, models);
        // Where decoding and predicting take turns on the same threads, each has half of the time.
        Duration clearance =
                decodeThreads > 0 ? topology.clearance() : topology.clearance().dividedBy(2);
        return new Bounds(
                new DecodeLimits(
                        limits.imageBytes(),
                        limits.imagePixels(),
                        Math.min(DecodeLimits.DEFAULT.maxHeldBytes(), bytes)),
                topology,
                new InFlightLimits(recordsInFlight(limits, models), bytes, clearance),
                decodeThreads);
    }

    /*
     * On a CPU with a predictor for each core, threads that decode besides would push predictors off their cores in the
     * middle of a batch: without them two cores did 4 to 6 % more images a second of MobileNetV2.
     */
    private static int decodeThreads(StreamSettings settings, Machine machine, List<LoadedModel> models) {
        if (settings.threads().decode() > 0) {
            return settings.threads().decode();
        }
        boolean shareTheCores = models.stream().allMatch(model -> model.device().equals("cpu"));
        int predictors = models.stream().mapToInt(LoadedModel::predictors).sum();
        return shareTheCores && predictors >= machine.cores() ? 0 : machine.cores();
    }

    private static int recordsInFlight(StreamSettings.Limits limits, List<LoadedModel> models) {
        if (limits.inFlightRecords() > 0) {
            return limits.inFlightRecords();
        }
        int batches = models.stream()
                .mapToInt(model -> model.predictors() * model.maxBatchSize() * BATCHES_PER_PREDICTOR)
                .sum();
        return Math.max(FEWEST_IN_FLIGHT, batches);
    }

    /**
     * Two thirds of the time after which Kafka gives up on a stream thread: its transaction under exactly-once, its poll
     * interval otherwise. The last third is left for the commit itself.
     */
    private static Duration longestWaiting(Delivery delivery, KafkaProperties kafka) {
        Duration patience = kafka.maxPollInterval();
        if (delivery == Delivery.EXACTLY_ONCE && kafka.transactionTimeout().compareTo(patience) < 0) {
            patience = kafka.transactionTimeout();
        }
        return patience.multipliedBy(2).dividedBy(3);
    }
}
