package io.inferencestream.lab.cli;

import io.inferencestream.lab.train.EpochReport;
import io.inferencestream.lab.train.TrainingListener;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a run: a bar where there is a terminal, and a plain line per epoch everywhere. */
final class ProgressLine implements TrainingListener, AutoCloseable {
    private final PrintWriter print;
    private final boolean hasTerminal;
    private @Nullable ProgressBar bar;

    ProgressLine(PrintWriter print, boolean hasTerminal) {
        this.print = print;
        this.hasTerminal = hasTerminal;
    }

    @Override
    public void stepped(int done, int steps, float loss) {
        if (!hasTerminal) {
            return;
        }
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName("training")
                    .setInitialMax(steps)
                    .setUpdateIntervalMillis(250)
                    .setStyle(ProgressBarStyle.ASCII)
                    .build();
        }
        bar.stepTo(done);
        bar.setExtraMessage(String.format(Locale.ROOT, " loss %.3f", loss));
    }

    @Override
    public void finished(EpochReport report) {
        print.printf(
                Locale.ROOT,
                "epoch %2d/%d  loss %.4f  validation %.4f  AUC %.4f  %.0f images/s%n",
                report.epoch(),
                report.epochs(),
                report.loss(),
                report.validation(),
                report.validationAuc(),
                report.imagesPerSecond());
        print.flush();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
