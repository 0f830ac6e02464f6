package io.inferencestream.producer.report;

import io.inferencestream.producer.account.Tally;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar that fills up on a terminal's standard error; drawn when first shown. */
public final class TerminalBar implements Progress {
    private static final int REDRAW_MILLIS = 200;

    private final long total;
    private final boolean awaited;
    private @Nullable ProgressBar bar;

    /** @param total images that will be sent, or {@link Progress#ENDLESS} */
    public TerminalBar(long total, boolean awaited) {
        this.total = total;
        this.awaited = awaited;
    }

    @Override
    public void show(Tally tally) {
        ProgressBar drawn = bar;
        if (drawn == null) {
            drawn = draw();
            bar = drawn;
        }
        drawn.stepTo(awaited ? tally.accounted() : tally.sending().sent());
        drawn.setExtraMessage(Progress.brief(tally, awaited));
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    private ProgressBar draw() {
        return new ProgressBarBuilder()
                .setTaskName("images")
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .build();
    }
}
