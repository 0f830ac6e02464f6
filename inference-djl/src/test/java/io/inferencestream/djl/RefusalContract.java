package io.inferencestream.djl;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.ElementType;
import io.inferencestream.core.model.InputEncoding;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.model.Normalization;
import io.inferencestream.core.model.OutputRule;
import io.inferencestream.core.model.TensorLayout;
import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.ModelLoadException;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.resize.Resizing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine refuses to load, and how it says so. */
abstract class RefusalContract {
    private static final EngineOptions ON_CPU = new EngineOptions("cpu", 1, 1, 2);

    @TempDir
    Path folder;

    private final TinyFormat format;

    RefusalContract(TinyFormat format) {
        this.format = format;
    }

    private void assertRefused(TinyNetwork network, ModelCard card, String... saying) throws Exception {
        ModelFiles files = format.write(network, card, folder);

        assertRefused(files, ON_CPU, saying);
    }

    final void assertRefused(ModelFiles files, EngineOptions options, String... saying) {
        assertThatThrownBy(() -> format.engine().load(files, options).close())
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContainingAll(saying);
    }

    @Test
    void refusesAnotherNumberOfLabelsThanTheOutputHas() throws Exception {
        TinyNetwork network = TinyNetwork.PLAIN;

        assertRefused(
                network,
                network.card(InputEncoding.DIRECT, new ClassesSpec(List.of("a", "b"), 1)),
                "names 2 labels",
                "'scores' has 3 values per image");
    }

    @Test
    void refusesAnInputOfAnotherType() throws Exception {
        assertRefused(
                new TinyNetwork(1, true, TensorLayout.NHWC, false, false, false),
                TinyNetwork.PLAIN.card(),
                "'image' (float32 [N, 4, 4, 1])",
                "input.type: uint8",
                "say 'type: float32' with its mean and scale");
    }

    @Test
    void refusesAnInputInAnotherLayout() throws Exception {
        assertRefused(
                new TinyNetwork(3, false, TensorLayout.NCHW, false, false, false),
                new TinyNetwork(3, false, TensorLayout.NHWC, false, false, false).card(),
                "[N, 3, 4, 4]",
                "say 'layout: NCHW'");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesAImageOfAnotherSize(boolean flat) throws Exception {
        assertRefused(
                new TinyNetwork(1, false, TensorLayout.NHWC, flat, false, false),
                new ModelCard(
                        new ModelId("tiny", "1"), new ImageShape(4, 5, 1), Resizing.STRETCH, TinyNetwork.LABELS, 1, ""),
                "[5, 4, 1] per image",
                "correct width, height and channels");
    }

    @Test
    void refusesTensorsThatAreNotThere() throws Exception {
        TinyNetwork network = TinyNetwork.PLAIN;
        InputEncoding named = new InputEncoding(ElementType.UINT8, TensorLayout.NHWC, Normalization.NONE, "pixels");

        assertRefused(
                network,
                network.card(named, new ClassesSpec(TinyNetwork.LABELS, 1)),
                "no tensor 'pixels'",
                "input.tensor",
                "it has 'image'");
        assertRefused(
                network,
                network.card(
                        InputEncoding.DIRECT,
                        new ClassesSpec(TinyNetwork.LABELS, 1, OutputRule.PROBABILITIES, "probabilities", null)),
                "no output 'probabilities'",
                "outputTensor",
                "it has 'scores'");
        assertRefused(
                network,
                network.card(
                        InputEncoding.DIRECT,
                        new ClassesSpec(TinyNetwork.LABELS, 1, OutputRule.PROBABILITIES, null, "cam")),
                "no output 'cam'",
                "activationMap");
    }

    @Test
    void refusesToGuessAmongSeveralOutputs() throws Exception {
        TinyNetwork network = new TinyNetwork(1, false, TensorLayout.NHWC, false, false, true);

        assertRefused(
                network,
                network.card(InputEncoding.DIRECT, new ClassesSpec(TinyNetwork.LABELS, 1)),
                "'scores'",
                "'map'",
                "name the one with a score for each class in model.yaml as outputTensor");
    }

    @Test
    void refusesToTakeLogitsForProbabilities() throws Exception {
        TinyNetwork network = new TinyNetwork(1, false, TensorLayout.NHWC, false, true, false);

        assertRefused(
                network,
                network.card(InputEncoding.DIRECT, new ClassesSpec(TinyNetwork.LABELS, 1)),
                "tiny/1",
                "probabilities are from 0 to 1",
                "'output: logits'");
    }

    @Test
    void refusesAGraphThatIsCutShort() throws Exception {
        ModelFiles files = format.write(TinyNetwork.PLAIN, TinyNetwork.PLAIN.card(), folder);
        Path graph = format.graph(folder);
        byte[] bytes = Files.readAllBytes(graph);
        Files.write(graph, Arrays.copyOf(bytes, bytes.length / 2));

        assertRefused(files, ON_CPU, "model tiny/1 cannot be loaded", folder.toString(), "complete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "this is no model"})
    void refusesAFileThatIsNoGraph(String content) throws Exception {
        ModelFiles files = format.write(TinyNetwork.PLAIN, TinyNetwork.PLAIN.card(), folder);
        Files.writeString(format.graph(folder), content);

        assertRefused(files, ON_CPU, "tiny/1");
    }

    @Test
    void refusesAGpuThatIsNotThere() throws Exception {
        ModelFiles files = format.write(TinyNetwork.PLAIN, TinyNetwork.PLAIN.card(), folder);

        assertRefused(files, new EngineOptions("gpu:63", 1, 1, 2), "device gpu:63 is asked for", "device: cpu");
    }
}
