package io.inferencestream.producer.account;

import io.inferencestream.event.StationTimings;

/**
 * Time spent at the stations of the stream, in microseconds; of one image, or the mean of many.
 *
 * @param queueMicros from reading the record to the start of decoding
 * @param decodeMicros decoding and resizing
 * @param batchWaitMicros from decoded to the start of inference
 * @param inferenceMicros inference of the whole batch
 */
public record Stations(double queueMicros, double decodeMicros, double batchWaitMicros, double inferenceMicros) {
    public static final Stations NONE = new Stations(0, 0, 0, 0);

    static Stations of(StationTimings timings) {
        return new Stations(
                timings.getQueueMicros(),
                timings.getDecodeMicros(),
                timings.getBatchWaitMicros(),
                timings.getInferenceMicros());
    }

    Stations plus(Stations other) {
        return new Stations(
                queueMicros + other.queueMicros,
                decodeMicros + other.decodeMicros,
                batchWaitMicros + other.batchWaitMicros,
                inferenceMicros + other.inferenceMicros);
    }

    Stations dividedBy(long images) {
        return images == 0
                ? NONE
                : new Stations(
                        queueMicros / images,
                        decodeMicros / images,
                        batchWaitMicros / images,
                        inferenceMicros / images);
    }
}
