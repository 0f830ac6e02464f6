package io.inferencestream.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.testkit.fork.Fork;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A class path of many jars makes a command line that ONNX Runtime 1.29 does not survive on a stack of the usual size. */
final class LongCommandLineIT {
    private static final int LONGER_THAN_A_CLASS_PATH = 60_000;

    @TempDir
    Path folder;

    @TempDir
    Path logs;

    @ParameterizedTest
    @EnumSource
    void servesHoweverLongTheCommandLineIs(TinyFormat format) throws Exception {
        format.write(TinyNetwork.PLAIN, TinyNetwork.PLAIN.card(), folder);
        Fork probe = Fork.of(OfflineProbe.class)
                .options("-Dlong=" + "a".repeat(LONGER_THAN_A_CLASS_PATH))
                .arguments(format.name(), folder.toString());

        try (ForkedJvm served = probe.start(logs.resolve("log"))) {
            assertThat(served.exitCode()).as(served.output()).isZero();
            assertThat(served.output()).contains("served on cpu");
        }
    }
}
