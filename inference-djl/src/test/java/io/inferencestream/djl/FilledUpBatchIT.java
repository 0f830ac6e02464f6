package io.inferencestream.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.Model;
import io.inferencestream.core.model.TensorLayout;
import io.inferencestream.core.model.TensorSpec;
import io.inferencestream.core.output.AnswerReader;
import io.inferencestream.core.output.BatchScores;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.EngineException;
import io.inferencestream.core.predict.LoadedModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches as they run on a GPU, on a CPU: five images in the size of six. */
final class FilledUpBatchIT {
    private static final Placement AS_ON_A_GPU = new Placement("gpu:0", 1, 1);
    private static final int MAX_BATCH = 8;

    @TempDir
    Path folder;

    private LoadedModel load(TinyNetwork network) throws Exception {
        TinyFormat.ONNX.load(network, folder, 1).close();
        Model model = Model.newInstance("tiny", Device.cpu(), "OnnxRuntime");
        model.load(folder, "model.onnx", Map.of());
        List<TensorSpec> outputs = Stream.of("scores", "map")
                .limit(network.map() ? 2 : 1)
                .map(name -> new TensorSpec(name, "float32", null))
                .toList();
        ImageInput input = new ImageInput(
                TinyNetwork.INPUT,
                Arrays.stream(network.imageShape()).boxed().toList(),
                network.card().encoding().type(),
                -1);
        Wiring wiring = new Wiring(input, outputs, AnswerReader.of(network.card(), outputs));
        return DjlModel.warm(model, network.card(), wiring, "onnxruntime", AS_ON_A_GPU, MAX_BATCH, List.of());
    }

    @Test
    void answersForTheImagesOfTheBatchAlone() throws Exception {
        TinyNetwork network = new TinyNetwork(3, true, TensorLayout.NHWC, false, false, true);
        byte[][] images = network.images(5, 1);

        try (LoadedModel model = load(network);
                BatchPredictor predictor = model.newPredictor()) {
            BatchScores scores = TinyFormat.predict(predictor, images);

            assertThat(scores.count()).isEqualTo(5);
            assertThat(Objects.requireNonNull(scores.activationMaps()).values()).hasSize(5 * TinyNetwork.MAP_VALUES);
            for (int image = 0; image < 5; image++) {
                assertThat((double) scores.probability(image, 1))
                        .isEqualTo(network.expected(images[image])[1], within(1e-5));
            }
        }
    }

    @Test
    void isNotFilledUpByAImageOfTheBatchBefore() throws Exception {
        TinyNetwork network = TinyNetwork.PLAIN;
        byte[][] images = network.images(6, 2);
        byte[][] fatal = network.images(6, 3);
        fatal[5][0] = (byte) TinyNetwork.FATAL_PIXEL;

        try (LoadedModel model = load(network);
                BatchPredictor predictor = model.newPredictor()) {
            assertThatThrownBy(() -> TinyFormat.predict(predictor, fatal)).isInstanceOf(EngineException.class);

            BatchScores scores = TinyFormat.predict(predictor, Arrays.copyOf(images, 5));

            assertThat(scores.count()).isEqualTo(5);
        }
    }
}
