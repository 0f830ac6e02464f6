package io.inferencestream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.resize.ResizeFilter;
import io.inferencestream.decode.resize.Resizing;
import io.inferencestream.testkit.data.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model sees of real photos exactly what torchvision and Pillow would show it, so it answers the same. Needs a Python with
 * Pillow.
 */
class PillowProof {
    private static final ImageShape TARGET = new ImageShape(224, 224, 3);
    private static final Resizing RESIZING = Resizing.CENTER_CROP.withSize(256).withFilter(ResizeFilter.BILINEAR, true);
    private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");

    @TempDir
    Path folder;

    @Test
    void showsAModelThePixelsThatPillowShows() throws Exception {
        Map<String, byte[]> photos = SharedData.files("photos");
        List<String> command = new ArrayList<>(List.of(python(), script().toString(), made().toString()));
        for (Map.Entry<String, byte[]> photo : photos.entrySet()) {
            Path file = Files.write(folder.resolve(photo.getKey()), photo.getValue());
            command.add(file.toString());
        }
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();

        for (Map.Entry<String, byte[]> photo : photos.entrySet()) {
            Pixels pixels = (Pixels) Decoding.decode(photo.getValue(), null, TARGET, RESIZING);

            byte[] expected = Files.readAllBytes(made().resolve(photo.getKey()));
            assertThat(pixels.values()).as(photo.getKey()).isEqualTo(expected);
        }
    }

    private Path made() throws IOException {
        return Files.createDirectories(folder.resolve("made"));
    }

    private Path script() throws IOException {
        try (InputStream in = PillowProof.class.getResourceAsStream("pillow-pixels.py")) {
            return Files.write(
                    folder.resolve("pillow-pixels.py"),
                    Objects.requireNonNull(in).readAllBytes());
        }
    }

    private static String python() throws InterruptedException {
        for (String python : PYTHONS) {
            try {
                if (new ProcessBuilder(python, "-c", "import PIL").start().waitFor() == 0) {
                    return python;
                }
            } catch (IOException e) {
                // The next may be there.
            }
        }
        throw new AssertionError("no Python with Pillow: apt-get install python3-pil");
    }
}
