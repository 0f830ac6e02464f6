package io.inferencestream.producer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void looksUpByPathFirstAndByFileNameSecond() throws IOException {
        LabelFile labels = read("file,label\n# shoes\n\na/1.png,sneaker\n1.png,sandal\n");

        assertThat(labels.labelOf("a", "a/1.png")).isEqualTo("sneaker");
        assertThat(labels.labelOf("b", "b/1.png")).isEqualTo("sandal");
        assertThat(labels.labelOf("b", "b/2.png")).isNull();
    }

    @Test
    void readsQuotedFields() throws IOException {
        LabelFile labels = read("\"a, b.png\",\"so \"\"called\"\" shoe\"\n");

        assertThat(labels.labelOf("", "a, b.png")).isEqualTo("so \"called\" shoe");
    }

    @Test
    void namesTheLineThatHasNotTwoFields() {
        assertThatThrownBy(() -> read("1.png,bag\n2.png\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 2")
                .hasMessageEndingWith("2.png");
    }

    private LabelFile read(String text) throws IOException {
        Path file = folder.resolve("labels.csv");
        Files.writeString(file, text);
        return LabelFile.read(file);
    }
}
