package io.inferencestream.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OfflineTest {

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @ParameterizedTest
    @EnumSource
    void servesWithoutTheNetworkOrACacheOfDjlsOwn(TinyFormat format) throws Exception {
        format.write(TinyNetwork.PLAIN, TinyNetwork.PLAIN.card(), folder);
        String unpacked =
                Path.of(System.getProperty("user.home"), ".javacpp", "cache").toString();

        ChildJvm.Result result = ChildJvm.run(
                List.of("-Duser.home=" + home, "-Dorg.bytedeco.javacpp.cachedir=" + unpacked),
                OfflineProbe.class,
                format.name(),
                folder.toString());

        assertThat(result.output()).contains("served on cpu").doesNotContain("asked the network");
        assertThat(result.exitCode()).isZero();
        assertThat(filesIn(home)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheNativeLibraryFromTellingNews(TinyFormat format) throws Exception {
        format.write(TinyNetwork.PLAIN, TinyNetwork.PLAIN.card(), folder);

        ChildJvm.Result result = ChildJvm.run(List.of(), OfflineProbe.class, format.name(), folder.toString());

        assertThat(result.output()).contains("served on cpu").doesNotContain(" I tensorflow/");
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
