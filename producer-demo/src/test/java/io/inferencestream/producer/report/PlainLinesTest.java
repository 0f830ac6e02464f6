package io.inferencestream.producer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PlainLinesTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong();
    private final PlainLines lines = new PlainLines(
            new PrintStream(printed, true, StandardCharsets.UTF_8), 2_000, true, Duration.ofSeconds(1), nanos::get);

    @Test
    void printsOneLineASecondHoweverOftenItIsAsked() {
        for (int i = 1; i <= 20; i++) {
            nanos.addAndGet(250_000_000);
            lines.show(Reports.tally(i, i, Map.of(), 0, 0));
        }

        assertThat(text().lines()).hasSize(5);
        assertThat(text()).startsWith("sent 4 of 2,000 · predicted 4 · rejected 0 · 2 images/s · p50 21 ms\n");
    }

    @Test
    void printsNothingWhenNothingHasChanged() {
        for (int i = 1; i <= 20; i++) {
            nanos.addAndGet(2_000_000_000);
            lines.show(Reports.tally(7, 7, Map.of(), 0, 0));
        }

        assertThat(text().lines()).hasSize(1);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
