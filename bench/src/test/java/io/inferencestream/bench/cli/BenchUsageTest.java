package io.inferencestream.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Wrong usage is refused before anything is started, and says what to give. */
final class BenchUsageTest {
    private static final String HOME = "inference.stream.home";

    private final StringWriter complaints = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--contestant ourz | no contestant is called 'ourz': there are [limit, naive,",
                "duel ours ourz | no contestant is called 'ourz': there are [limit, naive,",
                "duel ours ours --second-from /nowhere | --second-from /nowhere: cannot be read: /nowhere",
                "overload --delivery twice | --delivery is twice: give exactly-once or at-least-once",
            })
    void refusesWhatCannotBeMeasured(String arguments, String message) {
        int code = execute(arguments);

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(complaints.toString()).contains(message);
    }

    @ParameterizedTest
    @CsvSource({"--contestant flink --plan", "duel ours flink", "duel parallel-consumer-eo ours-eo"})
    void namesTheCommandThatBuildsAPeerWhichIsNotBuilt(String arguments, @TempDir Path folder) {
        System.setProperty(HOME, folder.toString());

        int code = execute(arguments);

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(complaints.toString())
                .contains("is not built yet; build it by: (cd " + folder + " && mvn ")
                .contains("-Ppeers -pl bench/flink,bench/parallel-consumer -am package)");
    }

    @Test
    void needsNoPeerThatIsBuiltFirst(@TempDir Path folder) {
        int code = execute("--contestant flink --peers --plan --work " + folder);

        assertThat(code).isZero();
    }

    @AfterEach
    void forgetsHome() {
        System.clearProperty(HOME);
    }

    private int execute(String arguments) {
        return BenchMain.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(complaints))
                .execute(arguments.split(" "));
    }
}
