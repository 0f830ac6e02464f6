package io.inferencestream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DemoTest {

    /** Before anything is started. */
    @ParameterizedTest
    @CsvSource({
        "--images, -3, --images is -3",
        "--images, 0, --images is 0",
        "--rate, -1, --rate is -1.0",
        "--rate, NaN, --rate is NaN"
    })
    void refusesWhatCannotBeSent(String option, String value, String message) {
        StringWriter error = new StringWriter();
        CommandLine demo = new CommandLine(new Demo()).setErr(new PrintWriter(error));

        int code = demo.execute(option, value);

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(error.toString()).startsWith(message);
    }
}
