package io.inferencestream.bench.run;

import io.inferencestream.bench.limit.PaceMain;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The limit beside a contestant: what the machine can do just before and just after. Machines that others share change
 * their pace by a third within minutes, which would fall on whoever is measured then.
 */
final class Pace implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long POLL_MILLIS = 50;

    private final ForkedJvm process;
    private int asked;

    Pace(ForkedJvm process) {
        this.process = process;
    }

    /** Images a second now; takes some seconds. */
    double perSecond() throws InterruptedException {
        process.writeLine("go");
        asked++;
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            List<String> rates = process.output()
                    .lines()
                    .filter(line -> line.startsWith(PaceMain.PREFIX))
                    .toList();
            if (rates.size() >= asked) {
                return Double.parseDouble(rates.get(asked - 1).substring(PaceMain.PREFIX.length()));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        throw new IllegalStateException("the machine's pace could not be measured; " + process.tail());
    }

    @Override
    public void close() {
        process.close();
    }
}
