package io.inferencestream.stream.app;

import io.inferencestream.core.pipeline.InFlightLimits;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.decode.DecodeLimits;
import io.inferencestream.kit.clients.ClientLimits;
import io.inferencestream.kit.properties.Delivery;
import io.inferencestream.kit.properties.KafkaProperties;
import io.inferencestream.kit.properties.Machine;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.stream.topology.TopologyLimits;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Works out every bound that the settings leave open, from the machine and the models.
 *
 * @param decode bounds of one image
 * @param topology bounds of a task and of a stream thread's waiting
 * @param inFlight bounds of everything between a record's arrival and its outcome
 * @param clients bounds of what comes in and of what goes out
 * @param decodeThreads at least 1
 */
record Bounds(
        DecodeLimits decode,
        TopologyLimits topology,
        InFlightLimits inFlight,
        ClientLimits clients,
        int decodeThreads) {
    /** Batches that a predictor may have in flight: one that it works on, and those that form meanwhile. */
    private static final int BATCHES_PER_PREDICTOR = 4;

    private static final int FEWEST_IN_FLIGHT = 64;
    private static final int HEAP_SHARE_IN_FLIGHT = 4;
    private static final int HEAP_SHARE_PENDING = 8;
    private static final Duration EMIT_INTERVAL = Duration.ofMillis(5);

    /** A transaction takes broker and stream some milliseconds of waiting; its consumers wait for it. */
    private static final Duration TRANSACTION_GAP = Duration.ofMillis(50);

    /** Nobody waits for offsets; they say how much comes again after a crash. */
    private static final Duration OFFSETS_GAP = Duration.ofSeconds(1);

    /** A clean end commits, and has 20 s for it. */
    private static final Duration LONGEST_COMMIT = Duration.ofSeconds(5);

    private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(1);

    static Bounds of(StreamSettings settings, KafkaProperties kafka, Machine machine, List<LoadedModel> models) {
        StreamSettings.Limits limits = settings.limits();
        TopologyLimits topology = new TopologyLimits(
                2 * recordsInFlight(limits, models),
                machine.heapBytes() / HEAP_SHARE_PENDING,
                longestWaiting(settings.delivery(), kafka),
                EMIT_INTERVAL,
                settings.delivery() == Delivery.EXACTLY_ONCE ? TRANSACTION_GAP : OFFSETS_GAP);
        long bytes = limits.inFlightBytes() > 0 ? limits.inFlightBytes() : machine.heapBytes() / HEAP_SHARE_IN_FLIGHT;
        return new Bounds(
                decode(limits, Math.min(heldBytes(limits), bytes)),
                topology,
                new InFlightLimits(recordsInFlight(limits, models), bytes, topology.clearance()),
                clients(settings.delivery(), kafka),
                settings.threads().decode() > 0 ? settings.threads().decode() : machine.cores());
    }

    private static long heldBytes(StreamSettings.Limits limits) {
        return limits.imageHeldBytes() > 0 ? limits.imageHeldBytes() : DecodeLimits.DEFAULT.maxHeldBytes();
    }

    private static DecodeLimits decode(StreamSettings.Limits limits, long heldBytes) {
        DecodeLimits sizes = new DecodeLimits(limits.imageBytes(), limits.imagePixels(), heldBytes);
        return limits.imageFormats().isEmpty() ? sizes : sizes.only(Set.copyOf(limits.imageFormats()));
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

    private static ClientLimits clients(Delivery delivery, KafkaProperties kafka) {
        return new ClientLimits(
                kafka.buffers().pollBytes(),
                kafka.bufferMemory(),
                commitTime(delivery, kafka),
                kafka.commitInterval().multipliedBy(2).plus(COMMIT_PATIENCE),
                kafka.stopsWithoutOffset());
    }

    /**
     * Half of what {@link #longestWaiting} leaves to the commit itself, so that one that takes twice as long as is hoped for
     * still succeeds.
     */
    private static Duration commitTime(Delivery delivery, KafkaProperties kafka) {
        Duration patience = patience(delivery, kafka);
        if (delivery == Delivery.AT_LEAST_ONCE && kafka.deliveryTimeout().compareTo(patience) < 0) {
            patience = kafka.deliveryTimeout();
        }
        Duration share = patience.dividedBy(6);
        return share.compareTo(LONGEST_COMMIT) < 0 ? share : LONGEST_COMMIT;
    }

    /**
     * Two thirds of the time after which Kafka gives up on a stream thread: its transaction under exactly-once, its poll
     * interval otherwise. The last third is left for the commit itself.
     */
    private static Duration longestWaiting(Delivery delivery, KafkaProperties kafka) {
        return patience(delivery, kafka).multipliedBy(2).dividedBy(3);
    }

    private static Duration patience(Delivery delivery, KafkaProperties kafka) {
        boolean isTransaction =
                delivery == Delivery.EXACTLY_ONCE && kafka.transactionTimeout().compareTo(kafka.maxPollInterval()) < 0;
        return isTransaction ? kafka.transactionTimeout() : kafka.maxPollInterval();
    }
}
