package io.inferencestream.producer.publish;

import java.util.concurrent.TimeUnit;

/**
 * When each image is due. Open-loop: the schedule is fixed at the start and does not wait for anybody, so a stream
 * that stalls shows the stall in the latency of every image that was due meanwhile. Immutable and thread-safe.
 */
public final class SendSchedule {
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Ticker ticker;
    private final double perSecond;
    private final long startNanos;
    private final long startMillis;

    /**
     * A schedule that starts now.
     *
     * @param perSecond images per second; zero for as fast as possible
     */
    public SendSchedule(double perSecond, Ticker ticker) {
        if (!(perSecond >= 0) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException("rate must be zero or more images per second: " + perSecond);
        }
        this.perSecond = perSecond;
        this.ticker = ticker;
        this.startNanos = ticker.nanos();
        this.startMillis = ticker.epochMillis();
    }

    /**
     * The moment on the ticker when an image is due; without a rate that is now, whichever image it is.
     *
     * @param sequence number of the image, from 0
     */
    public long dueNanos(long sequence) {
        return perSecond == 0 ? ticker.nanos() : startNanos + (long) (sequence * (NANOS_PER_SECOND / perSecond));
    }

    /** A moment on the ticker as milliseconds since 1970-01-01T00:00Z. */
    public long epochMillis(long nanos) {
        return startMillis + TimeUnit.NANOSECONDS.toMillis(nanos - startNanos);
    }
}
