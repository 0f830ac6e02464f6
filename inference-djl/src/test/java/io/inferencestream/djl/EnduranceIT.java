package io.inferencestream.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.core.model.TensorLayout;
import io.inferencestream.testkit.fork.Fork;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A leak of a kilobyte a prediction shows. */
final class EnduranceIT {
    static final long SLACK_KIB = 1 << 10;

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int PREDICTIONS = 5000;
    private static final Pattern GROWN = Pattern.compile("grown (-?\\d+)");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void keepsNativeMemoryFlat(TinyFormat format) throws Exception {
        assertThat(grownKiB(format, folder, PREDICTIONS)).isLessThan(SLACK_KIB);
    }

    /** In a process whose Java heap has its full size from the start, so that what grows is native. */
    static long grownKiB(TinyFormat format, Path folder, int predictions) throws Exception {
        TinyNetwork network = new TinyNetwork(3, true, TensorLayout.NHWC, false, false, false);
        format.write(network, network.card(), folder);
        Fork probe = Fork.of(EnduranceProbe.class)
                .small()
                .options("-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch")
                .arguments(format.name(), folder.toString(), Integer.toString(predictions));
        try (ForkedJvm running = probe.start(folder.resolveSibling("endurance.log"))) {
            Matcher grown = running.awaitOutput(GROWN, LONGEST);
            System.out.println(format + ": " + running.output().strip().replaceAll("(?s).*(resident [^\n]*).*", "$1"));
            return Long.parseLong(grown.group(1));
        }
    }
}
