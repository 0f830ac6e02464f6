package io.inferencestream.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.core.repository.TensorLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A leak of a kilobyte a prediction shows. */
final class EnduranceTest {
    static final long SLACK_KIB = 1 << 10;

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
        ChildJvm.Result result = ChildJvm.run(
                List.of("-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                EnduranceProbe.class,
                format.name(),
                folder.toString(),
                Integer.toString(predictions));
        Matcher grown = GROWN.matcher(result.output());
        assertThat(grown.find()).as(result.output()).isTrue();
        System.out.println(format + ": " + result.output().strip().replaceAll("(?s).*(resident [^\n]*).*", "$1"));
        return Long.parseLong(grown.group(1));
    }
}
