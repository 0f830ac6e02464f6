package io.inferencestream.producer.report;

import io.inferencestream.producer.account.Tally;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A line now and then, for logs and pipes; nothing when nothing has changed. */
public final class PlainLines implements Progress {
    private final PrintStream out;
    private final long total;
    private final boolean awaited;
    private final long everyNanos;
    private final LongSupplier nanos;
    private long lastNanos;
    private @Nullable String lastLine;

    /** @param total images that will be sent, or {@link Progress#ENDLESS} */
    public PlainLines(PrintStream out, long total, boolean awaited, Duration every, LongSupplier nanos) {
        this.out = out;
        this.total = total;
        this.awaited = awaited;
        this.everyNanos = every.toNanos();
        this.nanos = nanos;
        this.lastNanos = nanos.getAsLong();
    }

    @Override
    public void show(Tally tally) {
        if (nanos.getAsLong() - lastNanos >= everyNanos) {
            print(tally);
        }
    }

    private void print(Tally tally) {
        lastNanos = nanos.getAsLong();
        String of = total == ENDLESS ? "" : String.format(Locale.ROOT, " of %,d", total);
        String line = String.format(
                Locale.ROOT, "sent %,d%s · %s", tally.sending().sent(), of, Progress.brief(tally, awaited));
        if (!line.equals(lastLine)) {
            out.println(line);
            out.flush();
            lastLine = line;
        }
    }

    @Override
    public void close() {}
}
