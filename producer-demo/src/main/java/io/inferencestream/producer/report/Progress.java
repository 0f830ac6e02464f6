package io.inferencestream.producer.report;

import io.inferencestream.producer.account.Tally;
import java.util.Locale;

/** Shows how far a run is. One thread calls it, several times a second. */
public interface Progress extends AutoCloseable {
    /** Total of a run that has no end. */
    long ENDLESS = -1;

    void show(Tally tally);

    /** Shows no more; what was shown stays readable. */
    @Override
    void close();

    /** Shows nothing. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void show(Tally tally) {}

            @Override
            public void close() {}
        };
    }

    /** What there is to say in half a line: {@code predicted 4,100 · rejected 6 · 480 images/s · p50 21 ms}. */
    static String brief(Tally tally, boolean awaited) {
        String failures = tally.sending().notSent() == 0
                ? ""
                : String.format(Locale.ROOT, " · not sent %,d", tally.sending().notSent());
        return awaited
                ? String.format(
                        Locale.ROOT,
                        "predicted %,d · rejected %,d · %,.0f images/s · p50 %,.0f ms%s",
                        tally.predicted(),
                        tally.rejected(),
                        tally.imagesPerSecond(),
                        tally.latency().p50(),
                        failures)
                : String.format(Locale.ROOT, "%,.0f images/s%s", tally.imagesPerSecond(), failures);
    }
}
