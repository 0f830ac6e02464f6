package io.inferencestream.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.TensorLayout;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.predict.ModelLoadException;
import io.inferencestream.core.repository.ModelFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ONNX Runtime cannot load is said by what stands in the file, with a remedy that works. */
final class OnnxFaultIT {
    private static final ModelCard CARD = new TinyNetwork(3, true, TensorLayout.NCHW, false, true, false).card();

    @TempDir
    private Path repository;

    private Path folder = Path.of("");
    private Path file = Path.of("");

    @BeforeEach
    void makeFolder() throws Exception {
        folder = Files.createDirectories(repository.resolve("tiny/1"));
        file = folder.resolve("model.onnx");
    }

    private LoadedModel load() throws Exception {
        return new OnnxRuntimeEngine()
                .load(new ModelFiles(folder, CARD, "onnxruntime", file), new EngineOptions("cpu", 1, 1, 2));
    }

    private void assertRefused(String... saying) {
        assertThatThrownBy(() -> load().close())
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContainingAll(saying)
                .message()
                .doesNotContain("complete");
    }

    private static MadeOnnx means() throws Exception {
        return new MadeOnnx()
                .input("x", MadeOnnx.FLOAT, -1, 3, 4, 4)
                .output("y", MadeOnnx.FLOAT, -1, 3)
                .node("GlobalAveragePool", List.of("x"), "pooled")
                .node("Flatten", List.of("pooled"), "y");
    }

    @ParameterizedTest
    @CsvSource({"11, 13", "8, 23", "11, 23"})
    void loadsNewerFormats(long irVersion, long opset) throws Exception {
        means().irVersion(irVersion).opset(opset).write(file);
        byte[] red = new byte[3 * 4 * 4];
        for (int i = 0; i < red.length; i += 3) {
            red[i] = (byte) 255;
        }

        try (LoadedModel model = load();
                BatchPredictor predictor = model.newPredictor()) {
            double probability = TinyFormat.predict(predictor, red).probability(0, 0);
            assertThat(probability).isCloseTo(Math.E / (Math.E + 2), within(1e-5));
        }
    }

    @Test
    void namesAFormatThatIsTooNew() throws Exception {
        means().irVersion(99).write(file);

        assertRefused("IR version 99, opset 13, written by made by hand", "m.ir_version = 10");
    }

    @Test
    void namesAnOpsetThatIsTooNew() throws Exception {
        means().opset(99).write(file);

        assertRefused("opset 99", "opset_version=17");
    }

    @Test
    void namesOperatorsOfOthers() throws Exception {
        new MadeOnnx()
                .input("x", MadeOnnx.FLOAT, -1, 3, 4, 4)
                .output("y", MadeOnnx.FLOAT, -1, 3)
                .nodeOf("acme.vision", "DeformConv", "x", "y")
                .write(file);

        assertRefused("[acme.vision:DeformConv]", "none of ONNX's", "opset 1 of acme.vision");
    }

    @Test
    void namesOperatorsThatThereAreNot() throws Exception {
        new MadeOnnx()
                .input("x", MadeOnnx.FLOAT, -1, 3, 4, 4)
                .output("y", MadeOnnx.FLOAT, -1, 3)
                .node("Frobnicate", List.of("x"), "y")
                .write(file);

        assertRefused("Frobnicate", "another opset");
    }

    @Test
    void namesBrainFloats() throws Exception {
        new MadeOnnx()
                .input("x", MadeOnnx.FLOAT, -1, 3, 4, 4)
                .output("y", MadeOnnx.FLOAT, -1, 3)
                .node("Cast", List.of("x"), "brain", TinyOnnx.intAttribute("to", MadeOnnx.BFLOAT16))
                .node("Conv", List.of("brain", "weights"), "convolved")
                .brainFloats("weights", 3, 3, 4, 4)
                .node("Flatten", List.of("convolved"), "flat")
                .node("Cast", List.of("flat"), "y", TinyOnnx.intAttribute("to", MadeOnnx.FLOAT))
                .write(file);

        assertRefused("bfloat16", "model.float()");
    }

    @Test
    void namesWeightsThatAreNotThere() throws Exception {
        new MadeOnnx()
                .input("x", MadeOnnx.FLOAT, -1, 48)
                .output("y", MadeOnnx.FLOAT, -1, 3)
                .node("MatMul", List.of("x", "weights"), "y")
                .externalFloats("weights", "model.onnx.data", 48, 3)
                .write(file);

        assertRefused("[model.onnx.data], which is not beside it", "copy every file of the export");
    }

    @ParameterizedTest
    @CsvSource({
        "'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n', git lfs pull",
        "'<!DOCTYPE html>\n<html><head><title>GitHub', link to the raw file",
        "'PK\u0003\u0004\u0014', ZIP archive"
    })
    void namesWhatLiesThereInstead(String content, String remedy) throws Exception {
        Files.writeString(
                file, content.replace("\\n", "\n").replace("\\u0003", "\u0003").replace("\\u0004", "\u0004"));

        assertRefused("model tiny/1 cannot be loaded", remedy);
    }
}
