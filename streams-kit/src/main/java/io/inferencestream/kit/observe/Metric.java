package io.inferencestream.kit.observe;

/** Every metric of ours, by its name in Micrometer's dots; {@code docs/metrics.md} says what each is good for. */
public enum Metric {
    RECORDS("inference.records", "Records read; after a crash or a failed drain a record is read again"),
    PREDICTIONS("inference.predictions", "Predictions emitted"),
    REJECTIONS("inference.rejections", "Dead letters emitted, by reason"),
    RECORD_TIME("inference.record", "From reading a record to emitting its outcome"),
    AGE("inference.record.age", "From a record's timestamp to emitting its outcome, wait on the topic included"),
    STATION_TIME("inference.station", "What a predicted image spent at each station"),
    BATCH_IMAGES("inference.batch.images", "Images that went into the engine at once"),
    BATCHES("inference.batches", "Batches run, by what closed them"),
    PREDICTORS("inference.predictors", "Predictors of a model, with the engine and the device that really computes"),
    PREDICTOR_BUSY("inference.predictor.busy", "Time that a predictor was at work"),
    QUEUE_IMAGES("inference.queue.images", "Decoded images that wait for a predictor"),
    QUEUE_BYTES("inference.queue.bytes", "Bytes of the decoded images that wait for a predictor"),
    DECODE_IMAGES("inference.decode.images", "Images that wait to be decoded or are being decoded"),
    IN_FLIGHT_RECORDS("inference.in.flight.records", "Images between the pipeline's door and their outcome"),
    IN_FLIGHT_RECORDS_LIMIT("inference.in.flight.records.limit", "Most images in flight"),
    IN_FLIGHT_BYTES("inference.in.flight.bytes", "Bytes that the images in flight hold"),
    IN_FLIGHT_BYTES_LIMIT("inference.in.flight.bytes.limit", "Most bytes in flight"),
    LAG("inference.lag.records", "Offsets of this instance's partitions from the committed one to the end"),
    COMMIT_STALL(
            "inference.commit.stall.seconds", "How long records have waited without any commit in their partition"),
    DRAIN_TIME("inference.drain", "How long commits waited for pending outcomes"),
    DRAIN_FAILURES("inference.drain.failures", "Commits given up because outcomes did not come in time"),
    COMMITS("inference.commits", "Commits of stream threads"),
    COMMIT_FAILURES("inference.commit.failures", "Commits given up; their records are read again"),
    LOST_OFFSETS("inference.lost.offsets", "Offsets passed over because they were deleted before they were read"),
    OUTAGES("inference.outages", "Times the stream paused because something that all instances need was down"),
    OUTAGE_TIME("inference.outage", "Time spent paused, up to the last resumption"),
    PAUSED("inference.paused", "1 while the stream is paused for an outage"),
    THREAD_DEATHS("inference.thread.deaths", "Stream threads that died and were replaced, outages not counted"),
    READY("inference.ready", "1 when the instance is ready");

    private final String dotted;
    private final String description;

    Metric(String dotted, String description) {
        this.dotted = dotted;
        this.description = description;
    }

    /** The name as Micrometer has it; Prometheus' has underscores, and a unit or {@code total} at its end. */
    String dotted() {
        return dotted;
    }

    String description() {
        return description;
    }
}
