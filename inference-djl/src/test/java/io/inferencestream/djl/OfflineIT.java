package io.inferencestream.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.testkit.fork.Fork;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OfflineIT {

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @TempDir
    Path logs;

    @ParameterizedTest
    @EnumSource
    void servesWithoutTheNetworkOrACacheOfDjlsOwn(TinyFormat format) throws Exception {
        format.write(TinyNetwork.PLAIN, TinyNetwork.PLAIN.card(), folder);
        String unpacked =
                Path.of(System.getProperty("user.home"), ".javacpp", "cache").toString();

        try (ForkedJvm probe = probe(format)
                .options("-Duser.home=" + home, "-Dorg.bytedeco.javacpp.cachedir=" + unpacked)
                .start(logs.resolve("log"))) {
            assertThat(probe.exitCode()).as(probe.output()).isZero();

            assertThat(probe.output()).contains("served on cpu").doesNotContain("asked the network");
            assertThat(filesIn(home)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheNativeLibraryFromTellingNews(TinyFormat format) throws Exception {
        format.write(TinyNetwork.PLAIN, TinyNetwork.PLAIN.card(), folder);

        try (ForkedJvm probe = probe(format).start(logs.resolve("log"))) {
            assertThat(probe.exitCode()).as(probe.output()).isZero();

            assertThat(probe.output()).contains("served on cpu").doesNotContain(" I tensorflow/");
        }
    }

    private Fork probe(TinyFormat format) {
        return Fork.of(OfflineProbe.class).loud().arguments(format.name(), folder.toString());
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
