package io.inferencestream.stream.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A picture that the engine dies of: the next start names it, and an operator's word lets the stream go on. */
final class EngineDeathTest {
    private static final int RECORDS = 30;

    @ParameterizedTest
    @CsvSource({FakeEngine.HANGS + ",4", FakeEngine.CRASHES + ",134"})
    void namesThePictureAndGoesOnOnceItIsRejected(String model, int exitCode, @TempDir Path folder) throws Exception {
        try (KillBench bench = KillBench.start(
                folder, "death", 1, "  producer.transaction.timeout.ms: 4000", "limits: {predictTimeout: 2s}")) {
            bench.send(RECORDS, 0);
            bench.send(1, FakeEngine.VICTIM);
            bench.send(RECORDS, 0);

            try (ForkedJvm first = bench.stream("only", model)) {
                assertThat(first.exitCode()).isEqualTo(exitCode);
            }
            try (ForkedJvm second = bench.stream("only", model)) {
                assertThat(second.exitCode()).isEqualTo(exitCode);
                Matcher named = Pattern.compile("engine worked on: (.*?)\\. If it ends there again")
                        .matcher(second.output());
                assertThat(named.find()).as(second.output()).isTrue();
                assertThat(named.group(1)).contains("death-images-0@" + RECORDS);
            }
            try (ForkedJvm third = bench.stream("only", model, "reject: ['death-images-0@" + RECORDS + "']")) {
                Outcomes outcomes = bench.settled(2 * RECORDS + 1);

                assertThat(outcomes.reasons()).containsEntry("0@" + RECORDS, "REJECTED_BY_OPERATOR");
                assertThat(outcomes.doubled()).isZero();
                assertThat(outcomes.reordered()).isZero();
                assertThat(third.terminate()).isZero();
            }
        }
    }
}
