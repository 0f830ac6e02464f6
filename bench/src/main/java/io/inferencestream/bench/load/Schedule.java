package io.inferencestream.bench.load;

/**
 * When images are due, whatever becomes of those before: an open loop.
 *
 * @param first number of the first image
 * @param startNanos when that one is due, by {@link System#nanoTime}
 * @param perSecond images a second; above zero
 * @param count images in all
 */
public record Schedule(int first, long startNanos, double perSecond, int count) {
    public Schedule {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("perSecond must be above zero: " + perSecond);
        }
    }

    /** When the image with that number is due. */
    public long dueNanos(int number) {
        return startNanos + (long) ((number - first) * 1e9 / perSecond);
    }

    /** Whether the image with that number is one of these. */
    public boolean covers(int number) {
        return number >= first && number < first + count;
    }
}
