package io.inferencestream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** A proof of no run at all would pass: wrong usage is refused, and says what to give. */
final class ChaosUsageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--seeds 0 | --seeds is 0: give the number of seeds, 1 or more",
                "--seeds -2 | --seeds is -2: give the number of seeds, 1 or more",
                "--delivery twice | no such delivery: twice",
                "--events flood | no such event: flood",
                "--events upgrade | no such event: upgrade",
                "--from target | build that checkout with: mvn",
                "--from no-such-folder | cannot be read: no-such-folder",
            })
    void refusesWhatCannotBeRun(String arguments, String message) {
        StringWriter complaints = new StringWriter();

        int code =
                new CommandLine(new Chaos()).setErr(new PrintWriter(complaints)).execute(arguments.split(" "));

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(complaints.toString()).contains(message);
    }
}
