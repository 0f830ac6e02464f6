package io.inferencestream.core.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.core.model.AnswerSpec;
import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.ElementType;
import io.inferencestream.core.model.EmbeddingSpec;
import io.inferencestream.core.model.InputEncoding;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.model.Normalization;
import io.inferencestream.core.model.OutputRule;
import io.inferencestream.core.model.TensorLayout;
import io.inferencestream.core.model.ValuesSpec;
import io.inferencestream.core.model.ValuesSpec.ValueSpec;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.resize.Resizing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelCardWriterTest {
    private static final ModelId ID = new ModelId("fashion", "3");

    @TempDir
    Path root;

    private Path folder;

    @BeforeEach
    void makeVersion() throws Exception {
        folder = Files.createDirectories(root.resolve("fashion/3"));
        Files.writeString(folder.resolve("saved_model.pb"), "graph");
    }

    private void assertComesBack(ModelCard card) throws Exception {
        ModelCard written = ModelCardWriter.write(card, folder);

        assertThat(new ModelRepository(root).find("fashion").card()).isEqualTo(written);
        assertThat(written).isEqualTo(card.withChecksum(written.checksum()));
    }

    @Test
    void writesAPlainCardThatComesBackTheSame() throws Exception {
        assertComesBack(
                new ModelCard(ID, new ImageShape(28, 28, 1), Resizing.LETTERBOX, List.of("T-shirt/top", "Bag"), 2, ""));
    }

    @Test
    void writesEveryFieldSoThatItComesBackTheSame() throws Exception {
        assertComesBack(new ModelCard(
                ID,
                new ImageShape(224, 200, 3),
                new InputEncoding(
                        ElementType.FLOAT32,
                        TensorLayout.NCHW,
                        new Normalization(List.of(123.675, 116.28, 103.53), List.of(1 / 127.5)),
                        "pixel: values"),
                Resizing.CENTER_CROP,
                new ClassesSpec(
                        List.of("7", "no", "null", "# x", "a: b", "-", "ü"),
                        3,
                        OutputRule.INDEPENDENT,
                        "scores:0",
                        "cam"),
                "tensorflow",
                "predict",
                List.of("serve", "gpu"),
                Map.of(),
                Map.of("trained on", "Fashion-MNIST 1.0"),
                Map.of("test", 0.925),
                ""));
    }

    @Test
    void writesAnswersOfEveryTaskSoThatTheyComeBackTheSame() throws Exception {
        for (AnswerSpec spec : List.of(
                new ClassesSpec(List.of("a", "b"), 1, OutputRule.INDEPENDENT_LOGITS, List.of(0.25, 0.75), "y", null),
                new EmbeddingSpec(true, null),
                new EmbeddingSpec(false, "pooled"),
                new ValuesSpec(List.of(new ValueSpec("age", null, 100, 0), new ValueSpec("size", "cm", 1, -2)), "y"))) {
            assertComesBack(
                    new ModelCard(ID, new ImageShape(8, 8, 3), InputEncoding.DIRECT, Resizing.STRETCH, spec, ""));
        }
    }

    @Test
    void putsTheFilesOwnChecksumIntoTheCard() throws Exception {
        ModelCard card = new ModelCard(ID, new ImageShape(1, 1, 1), Resizing.STRETCH, List.of("a"), 1, "nonsense");

        ModelCard written = ModelCardWriter.write(card, folder);

        assertThat(written.checksum()).isEqualTo(ModelChecksum.of(folder));
        assertThat(Files.readString(folder.resolve("model.yaml"))).contains("checksum: " + written.checksum());
    }
}
