package io.inferencestream.bench.cli;

import io.inferencestream.testkit.document.UsageTexts;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the launcher says of the program before it is built. */
final class UsageTest {

    @Test
    void standsBesideTheLauncherAsTheProgramSaysIt() throws IOException {
        UsageTexts.of("bench").mustBe(BenchMain.commandLine());
    }
}
