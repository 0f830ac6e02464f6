package io.inferencestream.core.pipeline;

import io.inferencestream.core.batch.ServiceRate;
import io.inferencestream.decode.image.ImageHeader;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what is yet to be decoded, and how fast that goes. Decoding may be slower than the model behind it by orders of
 * magnitude, so what clears in time has to be judged by both.
 *
 * <p>Thread-safe; nobody waits here.
 */
/* Work is counted in pixels: images differ by more than a thousandfold in size, and by far less in cost a pixel. */
final class DecodeBacklog {
    /** What it costs to open any file, as so many pixels. */
    private static final long PIXELS_OF_OVERHEAD = 16_384;

    private final int threads;
    private final ServiceRate rate;
    private final AtomicInteger images = new AtomicInteger();
    private final AtomicLong pending = new AtomicLong();

    DecodeBacklog(int threads) {
        this.threads = threads;
        this.rate = new ServiceRate(threads);
    }

    /** The work that the image will be, in pixels. */
    static long workOf(ImageHeader header) {
        return header.pixels() + PIXELS_OF_OVERHEAD;
    }

    /**
     * Counts one more in, if everything in line is decoded within {@code clearance}, by the measured rate. As many as
     * there are threads always have room.
     */
    boolean tryEnter(long work, Duration clearance) {
        int withThis = images.incrementAndGet();
        long inLine = pending.addAndGet(work);
        if (withThis <= threads || inLine <= rate.perSecond() * clearance.toNanos() / 1e9) {
            return true;
        }
        leave(work);
        return false;
    }

    /** Counts one more in, room or not. */
    void enter(long work) {
        images.incrementAndGet();
        pending.addAndGet(work);
    }

    void leave(long work) {
        images.decrementAndGet();
        pending.addAndGet(-work);
    }

    /** One image has been decoded, or found to be undecodable. */
    void note(long work, long tookNanos) {
        rate.note(work, tookNanos);
    }

    int images() {
        return images.get();
    }
}
