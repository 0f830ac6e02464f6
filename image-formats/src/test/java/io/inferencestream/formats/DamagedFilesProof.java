package io.inferencestream.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.testkit.data.SharedData;
import io.inferencestream.testkit.fork.Fork;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten thousand damaged files of each format: none takes the process down, none is slow, and memory stays bounded. */
class DamagedFilesProof {
    private static final Pattern OUTCOMES = Pattern.compile("outcomes \\{(.*)}");
    private static final int FILES = 10_000;
    private static final int MAX_MILLIS = 250;

    /** The heap, and what the JVM and libwebp hold beside it. */
    private static final long MAX_RESIDENT_BYTES = 400 << 20;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({".*[.]webp, 1", ".*[.]tiff?, 2"})
    void giveOneOutcomeEachInTimeAndWithinTheMemory(String pattern, long seed) throws Exception {
        String from = SharedData.folder("formats").toString();
        Fork fork = Fork.of(DamagedFiles.class)
                .options("-Xmx128m")
                .arguments(from, pattern, Integer.toString(FILES), Long.toString(seed));
        try (ForkedJvm process = fork.start(folder.resolve("log"))) {
            Matcher outcomes = process.awaitOutput(OUTCOMES, Duration.ofMinutes(5));
            long resident = process.use().peakResidentBytes();
            process.writeLine("");

            System.out.printf(
                    "seed %d: %s, resident peak %d MiB%n", seed, process.tail().replace('\n', ' '), resident >> 20);
            assertThat(process.exitCode()).as(process.tail()).isZero();
            assertThat(outcomes.group(1)).contains("CORRUPT", "PIXELS", "UNSUPPORTED");
            assertThat(sum(outcomes.group(1))).isEqualTo(FILES);
            assertThat(slowest(process.output())).isLessThan(MAX_MILLIS);
            assertThat(resident).isPositive().isLessThan(MAX_RESIDENT_BYTES);
        }
    }

    private static int sum(String outcomes) {
        return Arrays.stream(outcomes.split(", "))
                .mapToInt(outcome -> Integer.parseInt(outcome.replaceFirst(".*=", "")))
                .sum();
    }

    private static int slowest(String output) {
        Matcher slowest = Pattern.compile("slowest (\\d+) ms").matcher(output);
        assertThat(slowest.find()).isTrue();
        return Integer.parseInt(slowest.group(1));
    }
}
