package io.inferencestream.lab.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.core.model.ModelId;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.lab.data.Drawings;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.evaluate.EngineClassifier;
import io.inferencestream.lab.export.ExportFormat;
import io.inferencestream.lab.export.Publisher;
import io.inferencestream.lab.graph.Threads;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.network.SomeNetworks;
import io.inferencestream.lab.network.TrainedNetwork;
import io.inferencestream.lab.report.Overlay;
import io.inferencestream.lab.train.Trainer;
import io.inferencestream.lab.train.TrainingListener;
import io.inferencestream.lab.train.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExplainerIT {
    private static final int SIDE = 14;
    private static final List<String> CLASSES = List.of("first", "second", "third", "fourth");
    private static final LabelledImages.Split SPLIT =
            Drawings.stripes(600, SIDE, CLASSES, 21).split(100, 2);

    @TempDir
    private Path folder;

    @Test
    void findsTheBrightStripeByHidingIt() throws IOException {
        try (EngineClassifier classifier = trained(SomeNetworks.flattened(new ImageShape(SIDE, SIDE, 1), 4))) {
            LabelledImages image = SPLIT.validation().first(1);
            int label = image.label(0);

            Evidence evidence = new Explainer(classifier).explain(image, label, false);

            assertThat(evidence.method()).isEqualTo("occlusion");
            for (int other = 0; other < CLASSES.size(); other++) {
                if (other != label) {
                    assertThat(stripe(evidence, label)).isGreaterThan(stripe(evidence, other));
                }
            }
        }
    }

    @Test
    void asksForTheActivationMapWhereThereIsOne() throws IOException {
        try (EngineClassifier classifier = trained(SomeNetworks.averaged(new ImageShape(SIDE, SIDE, 1), 4))) {
            LabelledImages image = SPLIT.validation().first(1);

            Evidence evidence = new Explainer(classifier).explain(image, 0, false);
            Overlay.write(image, evidence, folder.resolve("overlay.png"));

            assertThat(evidence.method()).isEqualTo("class activation map");
            assertThat(evidence.width()).isEqualTo(4);
            assertThat(ImageIO.read(folder.resolve("overlay.png").toFile()).getWidth())
                    .isEqualTo(2 * 336 + 8);
            assertThat(new Explainer(classifier).explain(image, 0, true).method())
                    .isEqualTo("occlusion");
        }
    }

    @Test
    void mixesBetweenCells() {
        Evidence evidence = new Evidence(2, 1, new float[] {-1, 4}, "made up");

        assertThat(evidence.strength(0, 0.5)).isZero();
        assertThat(evidence.strength(1, 0.5)).isEqualTo(1);
        assertThat(evidence.strength(0.5, 0.5)).isEqualTo(1.5 / 4);
    }

    /** The strongest cell of a stripe. */
    private static double stripe(Evidence evidence, int label) {
        double strongest = Double.NEGATIVE_INFINITY;
        for (int y = 0; y < evidence.height(); y++) {
            for (int x = 0; x < evidence.width(); x++) {
                if (x * CLASSES.size() / evidence.width() == label) {
                    strongest = Math.max(strongest, evidence.value(x, y));
                }
            }
        }
        return strongest;
    }

    private EngineClassifier trained(Network network) throws IOException {
        TrainedNetwork trained = new Trainer(TrainingSettings.plain(6, 32, 1), Threads.ONE, TrainingListener.SILENT)
                .train(network, SPLIT)
                .best();
        Path version = Files.createDirectories(folder.resolve("m").resolve("1"));
        return new EngineClassifier(new Publisher(trained, SPLIT, ExportFormat.SAVEDMODEL, Threads.ONE)
                .write(new ModelId("m", "1"), version));
    }
}
