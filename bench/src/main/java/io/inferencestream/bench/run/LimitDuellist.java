package io.inferencestream.bench.run;

import java.time.Duration;

/** The limit as one of two: its turns last as long as it always measures, whatever is asked. */
final class LimitDuellist implements Duellist {
    private final Pace pace;

    private LimitDuellist(Pace pace) {
        this.pace = pace;
    }

    /** Returns once it is warm. */
    static LimitDuellist start(Pace pace) throws InterruptedException {
        pace.perSecond();
        return new LimitDuellist(pace);
    }

    @Override
    public void rest() {
        // it measures only when it is asked to
    }

    @Override
    public Turn turn(Duration time) throws InterruptedException {
        return new Turn(pace.perSecond(), 0, 0, 0);
    }

    @Override
    public void close() {
        pace.close();
    }
}
