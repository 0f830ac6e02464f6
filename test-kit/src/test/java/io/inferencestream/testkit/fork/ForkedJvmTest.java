package io.inferencestream.testkit.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ForkedJvmTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void tellsWhatTheProcessPrintsAndHowItEnds() throws Exception {
        try (ForkedJvm process = start("end", "7")) {
            assertThat(process.exitCode()).isEqualTo(7);

            assertThat(process.output()).contains("option later", "argument 7");
        }
    }

    @Test
    void endsAProcessOnSigtermAndOnSigkill() throws Exception {
        try (ForkedJvm told = start("stay");
                ForkedJvm killed = start("stay")) {
            told.awaitOutput(Pattern.compile("stays"), PATIENCE);
            told.terminate();
            assertThat(told.exitCode()).isEqualTo(ForkedJvm.TERMINATED);

            killed.kill();
            assertThat(killed.exitCode()).isEqualTo(ForkedJvm.KILLED);
        }
    }

    @Test
    void saysWhatTheProcessTakes() throws Exception {
        try (ForkedJvm process = start("stay")) {
            process.awaitOutput(Pattern.compile("stays"), PATIENCE);

            ProcessUse use = process.use();

            assertThat(use.residentBytes()).isPositive();
            assertThat(use.peakResidentBytes()).isGreaterThanOrEqualTo(use.residentBytes());
        }
    }

    @Test
    void waitsNoLongerForWhatAnEndedProcessCannotPrint() throws Exception {
        try (ForkedJvm process = start("end", "0")) {
            assertThatThrownBy(() -> process.awaitOutput(Pattern.compile("never"), Duration.ofDays(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("argument 0");
        }
    }

    private ForkedJvm start(String... arguments) {
        return Fork.of(Forked.class)
                .small()
                .options("-Doption=earlier")
                .options("-Doption=later")
                .arguments(arguments)
                .start(folder.resolve(arguments[0] + ".log"));
    }

    /** What is forked. */
    static final class Forked {
        private Forked() {}

        public static void main(String[] arguments) throws InterruptedException {
            System.out.println("option " + System.getProperty("option"));
            if (arguments[0].equals("stay")) {
                System.out.println("stays");
                Thread.currentThread().join();
            }
            System.out.println("argument " + arguments[1]);
            System.exit(Integer.parseInt(arguments[1]));
        }
    }
}
