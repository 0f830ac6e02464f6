package io.inferencestream.producer.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A ticker that a test winds; sleeping winds it to the moment slept for. */
public final class ManualTicker implements Ticker {
    private final List<Long> sleeps = new ArrayList<>();
    private long nanos = 1_000;

    public void advance(long by) {
        nanos += by;
    }

    /** The moments slept for, in order, those past at the time left out. */
    List<Long> sleeps() {
        return List.copyOf(sleeps);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public long epochMillis() {
        return 1_700_000_000_000L + nanos / 1_000_000;
    }

    @Override
    public void sleepUntil(long moment, BooleanSupplier pointless) {
        if (moment > nanos && !pointless.getAsBoolean()) {
            nanos = moment;
            sleeps.add(moment);
        }
    }
}
