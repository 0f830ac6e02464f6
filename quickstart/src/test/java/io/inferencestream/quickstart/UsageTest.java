package io.inferencestream.quickstart;

import io.inferencestream.testkit.document.UsageTexts;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the launcher says of the program before it is built. */
final class UsageTest {

    @Test
    void standsBesideTheLauncherAsTheProgramSaysIt() throws IOException {
        UsageTexts.of("quickstart").mustBe(new CommandLine(new Demo()));
    }
}
