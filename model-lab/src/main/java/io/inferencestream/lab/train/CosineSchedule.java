package io.inferencestream.lab.train;

/**
 * The learning rate over a run: up from zero in a straight line, then down to zero along half a cosine (Loshchilov and
 * Hutter, 2017).
 *
 * @param peak rate at the end of the rise; above 0
 * @param rise steps of the rise; from 0 to below {@code steps}
 * @param steps steps of the whole run; at least 1
 */
public record CosineSchedule(float peak, int rise, int steps) {
    public CosineSchedule {
        if (!(peak > 0)) {
            throw new IllegalArgumentException("peak must be above 0: " + peak);
        }
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1: " + steps);
        }
        if (rise < 0 || rise >= steps) {
            throw new IllegalArgumentException("rise must be from 0 to " + (steps - 1) + ": " + rise);
        }
    }

    /** The rate for a step, counted from 0. */
    public float rate(int step) {
        if (step < rise) {
            return peak * (step + 1) / rise;
        }
        double progress = (step - rise) / (double) (steps - rise);
        return (float) (peak * 0.5 * (1 + Math.cos(Math.PI * progress)));
    }
}
