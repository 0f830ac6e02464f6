package io.inferencestream.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.inferencestream.core.model.TensorLayout;
import io.inferencestream.core.output.BatchScores;
import io.inferencestream.core.output.BatchScores.ActivationMaps;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.EngineException;
import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.InferenceEngine;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.repository.ModelFiles;
import java.nio.file.Path;
import java.util.Objects;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine does, whatever it is made of. */
abstract class EngineContract {
    static final int MAX_BATCH = 8;
    private static final double TOLERANCE = 1e-5;

    @TempDir
    Path folder;

    private final TinyFormat format;

    EngineContract(TinyFormat format) {
        this.format = format;
    }

    private LoadedModel load(TinyNetwork network) throws Exception {
        return format.load(network, folder, MAX_BATCH);
    }

    private static void assertAnswers(TinyNetwork network, LoadedModel model, int count) throws EngineException {
        byte[][] images = network.images(count, count);
        try (BatchPredictor predictor = model.newPredictor()) {
            BatchScores scores = TinyFormat.predict(predictor, images);

            assertThat(scores.count()).isEqualTo(count);
            for (int image = 0; image < count; image++) {
                double[] expected = network.expected(images[image]);
                for (int c = 0; c < TinyNetwork.CLASSES; c++) {
                    assertThat((double) scores.probability(image, c))
                            .as("image %d of %d, class %d", image, count, c)
                            .isEqualTo(expected[c], within(TOLERANCE));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, MAX_BATCH})
    void answersWhatTheNetworkComputes(int count) throws Exception {
        try (LoadedModel model = load(TinyNetwork.PLAIN)) {
            assertAnswers(TinyNetwork.PLAIN, model, count);
        }
    }

    @Test
    void feedsFloatsWhereTheModelWantsThem() throws Exception {
        TinyNetwork network = new TinyNetwork(3, true, TensorLayout.NHWC, false, false, false);

        try (LoadedModel model = load(network)) {
            assertAnswers(network, model, 5);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void feedsPlanesWhereTheModelWantsThem(boolean floats) throws Exception {
        TinyNetwork network = new TinyNetwork(3, floats, TensorLayout.NCHW, false, false, false);

        try (LoadedModel model = load(network)) {
            assertAnswers(network, model, 5);
        }
    }

    @Test
    void feedsAFlatInputFromTheCardsImage() throws Exception {
        TinyNetwork network = new TinyNetwork(1, true, TensorLayout.NHWC, true, false, false);

        try (LoadedModel model = load(network)) {
            assertAnswers(network, model, 5);
        }
    }

    @Test
    void makesProbabilitiesOfLogits() throws Exception {
        TinyNetwork network = new TinyNetwork(1, false, TensorLayout.NHWC, false, true, false);

        try (LoadedModel model = load(network)) {
            assertAnswers(network, model, 4);
        }
    }

    @Test
    void offersTheActivationMap() throws Exception {
        TinyNetwork network = new TinyNetwork(1, false, TensorLayout.NHWC, false, false, true);
        byte[][] images = network.images(2, 7);

        try (LoadedModel model = load(network);
                BatchPredictor predictor = model.newPredictor()) {
            ActivationMaps maps =
                    Objects.requireNonNull(TinyFormat.predict(predictor, images).activationMaps());

            assertThat(maps.height()).isEqualTo(TinyNetwork.MAP_SIDE);
            assertThat(maps.width()).isEqualTo(TinyNetwork.MAP_SIDE);
            assertThat(maps.classes()).isEqualTo(TinyNetwork.CLASSES);
            for (int i = 0; i < 2 * TinyNetwork.MAP_VALUES; i++) {
                int pixel = images[i / TinyNetwork.MAP_VALUES][i % TinyNetwork.MAP_VALUES] & 0xFF;
                assertThat(maps.values()[i]).isEqualTo(pixel / 255f, within(1e-6f));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {TinyNetwork.NAN_PIXEL, TinyNetwork.FATAL_PIXEL})
    void staysUsableAfterABatchThatTheEngineFailed(int firstPixel) throws Exception {
        byte[][] images = TinyNetwork.PLAIN.images(3, 5);
        images[1][0] = (byte) firstPixel;

        try (LoadedModel model = load(TinyNetwork.PLAIN);
                BatchPredictor predictor = model.newPredictor()) {
            assertThatThrownBy(() -> TinyFormat.predict(predictor, images))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("tiny/1")
                    .hasMessageContaining("batch of 3");

            predictor.selfTest();
            assertThat(TinyFormat.predict(predictor, images[0], images[2]).count())
                    .isEqualTo(2);
        }
    }

    @Test
    void namesTheImageWhoseScoresAreNoNumbers() throws Exception {
        byte[][] images = TinyNetwork.PLAIN.images(3, 5);
        images[1][0] = (byte) TinyNetwork.NAN_PIXEL;

        try (LoadedModel model = load(TinyNetwork.PLAIN);
                BatchPredictor predictor = model.newPredictor()) {
            assertThatThrownBy(() -> TinyFormat.predict(predictor, images))
                    .hasMessageContaining("image 1")
                    .hasMessageContaining("NaN");
        }
    }

    @Test
    void takesBatchesUpToTheLargestOnly() throws Exception {
        try (LoadedModel model = load(TinyNetwork.PLAIN);
                BatchPredictor predictor = model.newPredictor()) {
            assertThat(model.maxBatchSize()).isEqualTo(MAX_BATCH);
            assertThatThrownBy(() -> predictor.begin(MAX_BATCH + 1)).hasMessageEndingWith("to 8: 9");
            assertThatThrownBy(() -> predictor.begin(0)).hasMessageEndingWith(": 0");
            assertThatThrownBy(predictor::predict).isInstanceOf(IllegalStateException.class);
            assertThat(predictor.begin(2).remaining()).isEqualTo(2 * TinyNetwork.PLAIN.values());
        }
    }

    @Test
    void saysWhatItIs() throws Exception {
        try (LoadedModel model = load(TinyNetwork.PLAIN)) {
            assertThat(model.engine()).isEqualTo(format.engine().name());
            assertThat(model.device()).isEqualTo("cpu");
            assertThat(model.predictors()).isEqualTo(Runtime.getRuntime().availableProcessors());
            assertThat(model.card()).isEqualTo(TinyNetwork.PLAIN.card());
        }
    }

    /** Also where a build that knows GPUs finds none. */
    @Test
    void takesTheDeviceThereIs() throws Exception {
        ModelFiles files = format.write(TinyNetwork.PLAIN, TinyNetwork.PLAIN.card(), folder);

        try (LoadedModel model = format.engine().load(files, new EngineOptions("auto", 0, 0, MAX_BATCH))) {
            assertThat(model.device()).matches("cpu|gpu:0");
            assertAnswers(TinyNetwork.PLAIN, model, 5);
        }
    }

    @Test
    void outlivesAModelThatIsClosedBeforeItsPredictors() throws Exception {
        LoadedModel model = load(TinyNetwork.PLAIN);
        BatchPredictor predictor = model.newPredictor();

        model.close();

        assertThat(TinyFormat.predict(predictor, TinyNetwork.PLAIN.images(1, 1)).count())
                .isEqualTo(1);
        assertThatThrownBy(model::newPredictor).hasMessageContaining("closed");
        predictor.close();
        predictor.close();
        assertThatThrownBy(() -> predictor.begin(1)).hasMessageContaining("closed");
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(InferenceEngine.class))
                .extracting(InferenceEngine::name)
                .contains(format.engine().name());
    }
}
