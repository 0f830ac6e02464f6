package io.inferencestream.gateway.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.testkit.image.Pngs;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SampleImagesTest {
    @TempDir
    private Path folder;

    @Test
    void takesTheFirstImageOfEachFolder() throws Exception {
        write("LICENSE", "not an image".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        write("bag/1.png", Pngs.gray(1));
        write("bag/2.png", Pngs.gray(2));
        write("coat/notes.txt", new byte[] {1});
        write("coat/9.png", Pngs.gray(3));

        SampleImages samples = SampleImages.in(folder);

        assertThat(samples.names()).containsExactly("bag", "coat");
        assertThat(samples.find("bag").orElseThrow().bytes()).isEqualTo(Pngs.gray(1));
        assertThat(samples.find("../bag")).isEmpty();
    }

    @Test
    void takesAFewOfManyFolders() throws Exception {
        for (int i = 0; i < 30; i++) {
            write("class-" + i + "/1.png", Pngs.gray(i));
        }

        assertThat(SampleImages.in(folder).names()).hasSize(12);
    }

    private void write(String name, byte[] bytes) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }
}
