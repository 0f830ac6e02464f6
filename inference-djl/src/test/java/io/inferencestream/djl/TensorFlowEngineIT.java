package io.inferencestream.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.InputEncoding;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.repository.ModelFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TensorFlowEngineIT {

    @Nested
    final class Predicting extends EngineContract {
        Predicting() {
            super(TinyFormat.SAVED_MODEL);
        }

        @Test
        void runsAGraphWithoutVariables() throws Exception {
            TinyNetwork network = TinyNetwork.PLAIN;
            TinySavedModel.writeFrozen(network, folder);
            byte[] image = network.images(1, 3)[0];

            try (LoadedModel model = new TensorFlowEngine()
                            .load(new ModelFiles(folder, network.card()), new EngineOptions("auto", 1, 1, 4));
                    BatchPredictor predictor = model.newPredictor()) {
                double probability = TinyFormat.predict(predictor, image).probability(0, 1);

                assertThat(probability).isCloseTo(network.expected(image)[1], within(1e-5));
            }
        }
    }

    @Nested
    final class Refusing extends RefusalContract {
        Refusing() {
            super(TinyFormat.SAVED_MODEL);
        }

        @ParameterizedTest
        @ValueSource(strings = {"variables.index", "variables.data-00000-of-00001"})
        void refusesVariablesThatAreMissing(String name) throws Exception {
            ModelFiles files = TinyFormat.SAVED_MODEL.write(TinyNetwork.PLAIN, TinyNetwork.PLAIN.card(), folder);
            Path file = folder.resolve("variables").resolve(name);
            assertThat(Files.deleteIfExists(file)).isTrue();

            assertRefused(
                    files,
                    new EngineOptions("cpu", 1, 1, 2),
                    "tiny/1",
                    "check that saved_model.pb and the variables folder");
        }

        @Test
        void refusesASignatureThatIsNotThere() throws Exception {
            ModelFiles files = TinyFormat.SAVED_MODEL.write(
                    TinyNetwork.PLAIN,
                    TinyNetwork.PLAIN.card(InputEncoding.DIRECT, new ClassesSpec(TinyNetwork.LABELS, 1), "predict"),
                    folder);

            assertRefused(
                    files,
                    new EngineOptions("cpu", 1, 1, 2),
                    "no signature 'predict': name one of " + List.of("serving_default"));
        }
    }

    @Nested
    final class AtOnce extends ConcurrencyContract {
        AtOnce() {
            super(TinyFormat.SAVED_MODEL);
        }
    }
}
