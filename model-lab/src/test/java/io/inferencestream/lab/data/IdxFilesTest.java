package io.inferencestream.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdxFilesTest {
    private static final String IMAGES = "00000803 00000002 00000002 00000003 000102030405 fafbfcfdfeff";
    private static final String LABELS = "00000801 00000002 01 00";

    @TempDir
    private Path directory;

    @Test
    void readsPlainFiles() throws IOException {
        write("t10k-images-idx3-ubyte", bytes(IMAGES));
        write("t10k-labels-idx1-ubyte", bytes(LABELS));

        LabelledImages images = files().test();

        assertThat(images.count()).isEqualTo(2);
        assertThat(images.width()).isEqualTo(3);
        assertThat(images.height()).isEqualTo(2);
        assertThat(images.label(0)).isEqualTo(1);
        assertThat(images.label(1)).isZero();
        assertThat(pixels(images, 0)).isEqualTo(bytes("000102030405"));
        assertThat(pixels(images, 1)).isEqualTo(bytes("fafbfcfdfeff"));
        assertThat(images.name(0)).isEqualTo("dog/00000.png");
        assertThat(images.name(1)).isEqualTo("cat/00001.png");
    }

    @Test
    void readsGzippedFiles() throws IOException {
        write("train-images-idx3-ubyte.gz", Drawings.gzip(bytes(IMAGES)));
        write("train-labels-idx1-ubyte.gz", Drawings.gzip(bytes(LABELS)));

        LabelledImages images = files().training();

        assertThat(pixels(images, 1)).isEqualTo(bytes("fafbfcfdfeff"));
    }

    @Test
    void namesAMissingFile() {
        assertThatThrownBy(() -> files().training())
                .isInstanceOf(DataException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("has neither train-labels-idx1-ubyte.gz nor train-labels-idx1-ubyte");
    }

    @Test
    void refusesFilesOfTheWrongKind() throws IOException {
        assertRefused(LABELS, LABELS, "is no IDX file of images: magic is 0x00000801, not 0x00000803");
        assertRefused(IMAGES, IMAGES, "is no IDX file of labels: magic is 0x00000803, not 0x00000801");
    }

    @Test
    void refusesFilesThatEndEarly() throws IOException {
        assertRefused("0000", LABELS, "ends early");
        assertRefused(IMAGES.substring(0, IMAGES.length() - 2), LABELS, "ends early: 11 of 12 bytes");
        assertRefused(IMAGES, "00000801 00000002 01", "ends early: 1 of 2 bytes");
    }

    @Test
    void refusesFilesThatGoOn() throws IOException {
        assertRefused(IMAGES + "00", LABELS, "goes on after its 12 bytes");
    }

    @Test
    void refusesHeadersThatPromiseTooMuch() throws IOException {
        assertRefused("00000803 00000002 7fffffff 00000003", LABELS, "claims images of 3x2147483647 pixels");
        assertRefused("00000803 00000002 00000000 00000003", LABELS, "claims images of 3x0 pixels");
        assertRefused(IMAGES, "00000801 ffffffff", "claims to hold -1 bytes");
        assertRefused(IMAGES, "00000801 7fffffff", "claims to hold 2147483647 bytes");
    }

    @Test
    void refusesLabelsWithoutAClass() throws IOException {
        assertRefused(IMAGES, "00000801 00000002 01 02", "a label must be below 2: 2");
        assertRefused(IMAGES, "00000801 00000002 01 ff", "a label must be below 2: 255");
    }

    @Test
    void refusesAPairOfDifferentLength() throws IOException {
        assertRefused(IMAGES, "00000801 00000001 01", "has 2 images, but there are 1 labels");
    }

    @Test
    void refusesDamagedGzip() throws IOException {
        byte[] packed = Drawings.gzip(bytes(IMAGES));
        write("t10k-labels-idx1-ubyte", bytes(LABELS));

        write("t10k-images-idx3-ubyte.gz", bytes(IMAGES));
        assertThatThrownBy(() -> files().test())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("t10k-images-idx3-ubyte.gz: is damaged gzip");
        write("t10k-images-idx3-ubyte.gz", Arrays.copyOf(packed, packed.length / 2));
        assertThatThrownBy(() -> files().test())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("ends early");
        packed[packed.length - 8] ^= 1;
        write("t10k-images-idx3-ubyte.gz", packed);
        assertThatThrownBy(() -> files().test())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is damaged gzip");
    }

    private void assertRefused(String images, String labels, String message) throws IOException {
        write("t10k-images-idx3-ubyte", bytes(images));
        write("t10k-labels-idx1-ubyte", bytes(labels));

        assertThatThrownBy(() -> files().test())
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message);
    }

    private IdxFiles files() {
        return new IdxFiles(directory, List.of("cat", "dog"));
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(directory.resolve(name), bytes);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static byte[] pixels(LabelledImages images, int image) {
        byte[] pixels = new byte[images.bytesPerImage()];
        images.copyPixels(image, pixels, 0);
        return pixels;
    }
}
