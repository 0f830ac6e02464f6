package io.inferencestream.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.ElementType;
import io.inferencestream.core.model.InputEncoding;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.model.Normalization;
import io.inferencestream.core.model.OutputRule;
import io.inferencestream.core.model.TensorLayout;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.predict.ModelLoadException;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.resize.Resizing;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pixels as the model wants them: the mean of each plane comes out as its class's score. */
final class InputTypesIT {
    private static final List<String> LABELS = List.of("red", "green", "blue");
    private static final Normalization TO_ONE = new Normalization(List.of(0.0), List.of(1 / 255.0));

    /** Red 30, green 20, blue 10. */
    private static final byte[] PIXELS = pixels();

    @TempDir
    private Path folder;

    private static byte[] pixels() {
        byte[] pixels = new byte[3 * 4 * 4];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (30 - 10 * (i % 3));
        }
        return pixels;
    }

    private LoadedModel load(int own, @Nullable ElementType declared, Normalization normalization) throws Exception {
        Path file = folder.resolve("model.onnx");
        new MadeOnnx()
                .input("x", own, -1, 3, 4, 4)
                .output("y", MadeOnnx.FLOAT, -1, 3)
                .node("Cast", List.of("x"), "floats", TinyOnnx.intAttribute("to", MadeOnnx.FLOAT))
                .node("GlobalAveragePool", List.of("floats"), "pooled")
                .node("Flatten", List.of("pooled"), "y")
                .write(file);
        ModelCard card = new ModelCard(
                new ModelId("tiny", "1"),
                new ImageShape(4, 4, 3),
                new InputEncoding(declared, TensorLayout.NCHW, normalization, null),
                Resizing.STRETCH,
                new ClassesSpec(LABELS, 1, OutputRule.LOGITS, null, null),
                "");
        return new OnnxRuntimeEngine()
                .load(new ModelFiles(folder, card, "onnxruntime", file), new EngineOptions("cpu", 1, 1, 2));
    }

    private static void assertFed(LoadedModel model, double step) throws Exception {
        try (BatchPredictor predictor = model.newPredictor()) {
            double red = TinyFormat.predict(predictor, PIXELS, PIXELS).probability(1, 0);
            double e = Math.exp(step);
            assertThat(red).isEqualTo(e * e / (1 + e + e * e), within(1e-4));
        } finally {
            model.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, FLOAT32", "10, FLOAT16", "11, FLOAT64"})
    void feedsFloatsOfAnyWidth(int own, ElementType type) throws Exception {
        assertFed(load(own, type, TO_ONE), 10 / 255.0);
        assertFed(load(own, null, TO_ONE), 10 / 255.0);
        assertFed(load(own, ElementType.FLOAT32, TO_ONE), 10 / 255.0);
    }

    @ParameterizedTest
    @CsvSource({"2", "6", "7"})
    void feedsWholeNumbersAsTheyAre(int own) throws Exception {
        assertFed(load(own, ElementType.UINT8, Normalization.NONE), 10);
        assertFed(load(own, null, Normalization.NONE), 10);
    }

    @Test
    void feedsBytesWithASignAfterTheirMean() throws Exception {
        Normalization centred = new Normalization(List.of(128.0), List.of(1.0));

        assertFed(load(3, null, centred), 10);
        assertRefused(3, ElementType.INT8, Normalization.NONE, "the pixel 128 becomes 128.0", "write 'mean: 128'");
    }

    private void assertRefused(int own, @Nullable ElementType declared, Normalization normalization, String... saying) {
        assertThatThrownBy(() -> load(own, declared, normalization).close())
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContainingAll(saying);
    }

    @Test
    void refusesToGuessWhichNumbersPixelsBecome() {
        assertRefused(1, null, Normalization.NONE, "'x' (float32", "mean and scale", "'type: float32'", "0 to 255");
        assertRefused(2, null, TO_ONE, "pixels as they are", "leave mean and scale out");
        assertRefused(6, ElementType.INT32, TO_ONE, "the pixel 1 becomes 0.003", "no whole number");
        assertRefused(9, null, Normalization.NONE, "'x' (bool", "cannot be fed", "float32 or uint8");
    }

    /** Three channels of three by three pixels lie in a cube whose sides tell nothing. */
    @Test
    void saysThatAnInputFitsEitherOrderOfDimensions() throws Exception {
        Path file = folder.resolve("model.onnx");
        new MadeOnnx()
                .input("x", MadeOnnx.FLOAT, -1, 3, 3, 3)
                .output("y", MadeOnnx.FLOAT, -1, 3)
                .node("GlobalAveragePool", List.of("x"), "pooled")
                .node("Flatten", List.of("pooled"), "y")
                .write(file);
        ModelCard card = new ModelCard(
                new ModelId("tiny", "1"),
                new ImageShape(3, 3, 3),
                new InputEncoding(null, TensorLayout.NCHW, TO_ONE, null),
                Resizing.STRETCH,
                new ClassesSpec(LABELS, 1, OutputRule.LOGITS, null, null),
                "");

        try (LoadedModel model = new OnnxRuntimeEngine()
                .load(new ModelFiles(folder, card, "onnxruntime", file), new EngineOptions("cpu", 1, 1, 2))) {
            assertThat(model.remarks())
                    .anySatisfy(remark -> assertThat(remark).contains("[N, 3, 3, 3]", "either order", "fed NCHW"));
        }
    }
}
