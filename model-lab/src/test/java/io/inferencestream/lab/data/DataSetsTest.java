package io.inferencestream.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.decode.image.ImageShape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataSetsTest {
    private static final List<String> CLASSES = List.of("normal", "ill");

    @TempDir
    private Path folder;

    private final Map<String, byte[]> arrays = new LinkedHashMap<>();

    @Test
    void readsMedMnistsArrays() throws IOException {
        put("train", "(2, 1, 2)", "(2, 1)", new byte[] {1, 2, 3, -1}, new byte[] {1, 0});
        put("val", "(1, 1, 2)", "(1, 1)", new byte[] {5, 6}, new byte[] {1});
        put("test", "(1, 1, 2)", "(1, 1)", new byte[] {7, 8}, new byte[] {0});

        DataSet set = DataSets.open(npz(), CLASSES, null);

        LabelledImages training = set.training();
        assertThat(training.shape()).isEqualTo(new ImageShape(2, 1, 1));
        assertThat(training.count()).isEqualTo(2);
        assertThat(training.pixels(1).get(1)).isEqualTo((byte) -1);
        assertThat(training.label(0)).isEqualTo(1);
        assertThat(training.name(0)).isEqualTo("ill/00000.png");
        assertThat(set.validation().orElseThrow().pixels(0).get(0)).isEqualTo((byte) 5);
        assertThat(set.test().label(0)).isZero();
        assertThat(DataSets.open(npz(), List.of(), null).classes()).containsExactly("0", "1");
    }

    @Test
    void readsColours() throws IOException {
        put("train", "(1, 1, 2, 3)", "(1, 1)", new byte[] {1, 2, 3, 4, 5, 6}, new byte[] {0});

        LabelledImages training = DataSets.open(npz(), CLASSES, null).training();

        assertThat(training.shape()).isEqualTo(new ImageShape(2, 1, 3));
        assertThat(training.pixels(0).get(5)).isEqualTo((byte) 6);
    }

    @Test
    void saysWhatIsWrongWithArrays() throws IOException {
        put("train", "(1, 1, 2)", "(2, 1)", new byte[] {1, 2}, new byte[] {0, 1});
        put("val", "(1, 1, 2)", "(1, 1)", new byte[] {1, 2}, new byte[] {2});
        DataSet set = DataSets.open(npz(), CLASSES, null);

        assertThatThrownBy(set::training).hasMessageContaining("train has 1 images, but 2 labels");
        assertThatThrownBy(set::validation).hasMessageContaining("val_labels holds 2.0, but there are 2 classes");
        assertThatThrownBy(set::test).hasMessageContaining("holds no arrays named");
    }

    @Test
    void readsAFolderPerClassBelowItsParts() {
        for (String part : List.of("train", "val", "test")) {
            new ImageFolders(folder.resolve(part)).write(Drawings.stripes(4, 8, CLASSES, 1));
        }

        DataSet set = DataSets.open(folder, List.of(), new ImageShape(6, 6, 1));

        assertThat(set.classes()).containsExactly("ill", "normal");
        assertThat(set.training().shape()).isEqualTo(new ImageShape(6, 6, 1));
        assertThat(set.validation()).isPresent();
        assertThat(set.isInParts()).isTrue();
        assertThat(DataSets.open(folder.resolve("test"), List.of(), null).isInParts())
                .isFalse();
    }

    @Test
    void saysThatNothingIsThere() {
        assertThatThrownBy(() -> DataSets.open(folder.resolve("none"), CLASSES, null))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none: is neither a folder nor a file");
    }

    private void put(String part, String images, String labels, byte[] pixels, byte[] numbers) {
        arrays.put(part + "_images", npy(images, pixels));
        arrays.put(part + "_labels", npy(labels, numbers));
    }

    private Path npz() throws IOException {
        Path file = folder.resolve("set.npz");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
                zip.write(array.getValue());
            }
        }
        return file;
    }

    private static byte[] npy(String shape, byte[] numbers) {
        byte[] header = ("{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + ", }\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] file = new byte[10 + header.length + numbers.length];
        System.arraycopy(
                new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length, 0}, 0, file, 0, 10);
        System.arraycopy(header, 0, file, 10, header.length);
        System.arraycopy(numbers, 0, file, 10 + header.length, numbers.length);
        return file;
    }
}
