package io.inferencestream.lab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.output.BatchScores;
import io.inferencestream.core.output.BatchScores.ActivationMaps;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.lab.data.Drawings;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.evaluate.Agreement;
import io.inferencestream.lab.evaluate.EngineClassifier;
import io.inferencestream.lab.evaluate.Evaluation;
import io.inferencestream.lab.evaluate.NetworkClassifier;
import io.inferencestream.lab.graph.Threads;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.network.SomeNetworks;
import io.inferencestream.lab.network.TrainedNetwork;
import io.inferencestream.lab.train.Trainer;
import io.inferencestream.lab.train.TrainingListener;
import io.inferencestream.lab.train.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ExportFormatIT {
    private static final List<String> CLASSES = List.of("left", "middle", "right");
    private static final int SIDE = 13;
    private static final ImageShape INPUT = new ImageShape(SIDE, SIDE, 1);
    private static final LabelledImages.Split SPLIT =
            Drawings.stripes(400, SIDE, CLASSES, 21).split(80, 2);

    @TempDir
    private Path folder;

    static Stream<Network> networks() {
        return Stream.of(SomeNetworks.averaged(INPUT, 3), SomeNetworks.flattened(INPUT, 3));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void computesWhatTheNetworkDoesInEveryExactFormat(Network network) throws IOException {
        TrainedNetwork trained = SomeNetworks.withWeights(network, 3);
        for (ExportFormat format : List.of(ExportFormat.SAVEDMODEL, ExportFormat.ONNX)) {
            Agreement agreement = agreement(trained, format);

            assertThat(agreement.differing()).as(format.spelling()).isEmpty();
            assertThat(agreement.largestRelativeDifference())
                    .as(format.spelling())
                    .isLessThan(1e-4f);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void staysCloseInEveryReducedFormat(Network network) throws IOException {
        TrainedNetwork trained = new Trainer(TrainingSettings.plain(6, 32, 1), Threads.ONE, TrainingListener.SILENT)
                .train(network, SPLIT)
                .best();
        for (ExportFormat format : List.of(ExportFormat.BFLOAT16, ExportFormat.INT8)) {
            Agreement agreement = agreement(trained, format);

            assertThat(agreement.share()).as(format.spelling()).isGreaterThan(0.95);
        }
    }

    @Test
    void writesSmallerFilesInReducedFormats() throws IOException {
        TrainedNetwork trained = SomeNetworks.withWeights(SomeNetworks.flattened(INPUT, 3), 3);

        long whole = NewVersion.size(write(trained, ExportFormat.SAVEDMODEL).directory());

        assertThat(NewVersion.size(write(trained, ExportFormat.BFLOAT16).directory()))
                .isLessThan(whole * 6 / 10);
        assertThat(NewVersion.size(write(trained, ExportFormat.INT8).directory()))
                .isLessThan(whole * 4 / 10);
    }

    @Test
    void offersTheSameActivationMapInEveryFormat() throws IOException {
        TrainedNetwork trained = SomeNetworks.withWeights(SomeNetworks.averaged(INPUT, 3), 3);
        ActivationMaps wanted = maps(write(trained, ExportFormat.SAVEDMODEL));

        ActivationMaps onnx = maps(write(trained, ExportFormat.ONNX));

        assertThat(wanted.height()).isEqualTo(4);
        assertThat(wanted.classes()).isEqualTo(3);
        assertThat(onnx.values()).hasSameSizeAs(wanted.values());
        for (int i = 0; i < wanted.values().length; i++) {
            assertThat(onnx.values()[i]).isCloseTo(wanted.values()[i], within(1e-3f));
        }
        assertThat(maps(write(trained, ExportFormat.INT8)).values()).hasSameSizeAs(wanted.values());
    }

    private static ActivationMaps maps(ModelFiles files) {
        try (EngineClassifier classifier = new EngineClassifier(files)) {
            BatchScores scores = classifier.predict(SPLIT.validation(), 0, 2);
            return Objects.requireNonNull(scores.activationMaps());
        }
    }

    private Agreement agreement(TrainedNetwork trained, ExportFormat format) throws IOException {
        try (EngineClassifier exported = new EngineClassifier(write(trained, format));
                NetworkClassifier memory = new NetworkClassifier(trained, Threads.ONE)) {
            return Agreement.of(Evaluation.of(memory, SPLIT.validation()), Evaluation.of(exported, SPLIT.validation()));
        }
    }

    private ModelFiles write(TrainedNetwork trained, ExportFormat format) throws IOException {
        Path version = Files.createDirectories(folder.resolve(format.spelling()).resolve("1"));
        return new Publisher(trained, SPLIT, format, Threads.ONE).write(new ModelId(format.spelling(), "1"), version);
    }
}
