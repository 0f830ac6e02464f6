package io.inferencestream.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link EnduranceIT}, long, and with no more slack: a leak of 50 bytes a prediction shows. */
final class EnduranceProof {
    private static final int PREDICTIONS = 100_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void keepsNativeMemoryFlat(TinyFormat format) throws Exception {
        assertThat(EnduranceIT.grownKiB(format, folder, PREDICTIONS)).isLessThan(EnduranceIT.SLACK_KIB);
    }
}
