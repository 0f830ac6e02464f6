package io.inferencestream.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.resize.Resizing;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageFoldersTest {
    private static final List<String> CLASSES = List.of("cat", "dog");

    @TempDir
    private Path directory;

    @Test
    void readsBackThePixelsItWrote() {
        LabelledImages written = everyGray();

        new ImageFolders(directory).write(written);
        LabelledImages read = new ImageFolders(directory).read(CLASSES);

        assertThat(read.count()).isEqualTo(2);
        assertThat(names(read)).containsExactly("cat/00001.png", "dog/00000.png");
        assertThat(read.label(0)).isZero();
        assertThat(read.pixels(0)).isEqualTo(written.pixels(1));
        assertThat(read.pixels(1)).isEqualTo(written.pixels(0));
    }

    @Test
    void passesOverFilesBesideTheClasses() throws IOException {
        new ImageFolders(directory).write(everyGray());
        Files.writeString(directory.resolve("LICENSE"), "words");
        Files.writeString(directory.resolve("cat").resolve("notes.txt"), "words");

        assertThat(new ImageFolders(directory).read(CLASSES).count()).isEqualTo(2);
    }

    @Test
    void readsTheFormatsThatTheStreamReads() throws IOException {
        new ImageFolders(directory).write(everyGray());
        // 2x2 pixels, gray of 1.
        String webp = "524946461a000000574542505650384c0e0000002f01400000079099fd0f4444ff03";
        Files.write(directory.resolve("cat/0.webp"), HexFormat.of().parseHex(webp));

        LabelledImages read = new ImageFolders(directory).read(CLASSES);

        assertThat(names(read)).containsExactly("cat/0.webp", "cat/00001.png", "dog/00000.png");
        assertThat(read.pixels(0).get(0)).isEqualTo((byte) 1);
    }

    @Test
    void refusesAFolderThatIsNoClass() throws IOException {
        Files.createDirectory(directory.resolve("horse"));

        assertRefused("horse: is no class of the model, which has [cat, dog]");
    }

    @Test
    void refusesAnEmptyFolder() {
        assertRefused("has no files of images in folders named by class");
    }

    @Test
    void refusesWhatTheStreamWouldReject() throws IOException {
        new ImageFolders(directory).write(everyGray());
        Path odd = directory.resolve("dog").resolve("odd.png");

        Files.writeString(odd, "no image");
        assertRefused("odd.png: unsupported image");
        byte[] whole = Files.readAllBytes(directory.resolve("dog").resolve("00000.png"));
        Files.write(odd, Arrays.copyOf(whole, whole.length / 2));
        assertRefused("odd.png: corrupt image");
    }

    @Test
    void resizesOthersToTheFirst() throws IOException {
        new ImageFolders(directory).write(everyGray());
        BufferedImage large = new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(
                large, "jpg", directory.resolve("dog").resolve("large.jpg").toFile());

        LabelledImages read = new ImageFolders(directory).read(CLASSES);

        assertThat(read.shape()).isEqualTo(new ImageShape(16, 16, 1));
        assertThat(names(read)).containsExactly("cat/00001.png", "dog/00000.png", "dog/large.jpg");
    }

    @Test
    void readsColoursIfAskedTo() {
        new ImageFolders(directory).write(everyGray());

        LabelledImages read = new ImageFolders(directory).read(CLASSES, new ImageShape(16, 16, 3), Resizing.STRETCH);

        assertThat(read.pixels(1).get(3 * 5)).isEqualTo((byte) 5);
        assertThat(read.pixels(1).get(3 * 5 + 2)).isEqualTo((byte) 5);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> new ImageFolders(directory).read(CLASSES))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message);
    }

    private static LabelledImages everyGray() {
        byte[] pixels = new byte[512];
        IntStream.range(0, 256).forEach(i -> {
            pixels[i] = (byte) i;
            pixels[511 - i] = (byte) (i * 7);
        });
        return new LabelledImages(16, 16, CLASSES, pixels, new int[] {1, 0}, List.of("dog/00000.png", "cat/00001.png"));
    }

    private static List<String> names(LabelledImages images) {
        return IntStream.range(0, images.count()).mapToObj(images::name).toList();
    }
}
