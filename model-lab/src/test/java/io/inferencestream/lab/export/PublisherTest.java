package io.inferencestream.lab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.core.repository.InputShape;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.core.repository.ModelRepository;
import io.inferencestream.core.repository.ModelRepositoryException;
import io.inferencestream.lab.data.Drawings;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.evaluate.Evaluation;
import io.inferencestream.lab.evaluate.NetworkClassifier;
import io.inferencestream.lab.evaluate.SavedModelClassifier;
import io.inferencestream.lab.evaluate.UnusableModelException;
import io.inferencestream.lab.graph.Threads;
import io.inferencestream.lab.network.CompactCnn;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.network.TrainedNetwork;
import io.inferencestream.lab.network.Weights;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublisherTest {
    private static final List<String> CLASSES = List.of("left", "right");

    @TempDir
    private Path repository;

    private final LabelledImages test = Drawings.stripes(60, 12, CLASSES, 4);
    private final TrainedNetwork trained = trained();

    @Test
    void publishesWhatTheNetworkComputes() throws IOException, ModelRepositoryException {
        Publication publication = publish();

        ModelFiles files = new ModelRepository(repository).find("sides", "1");
        Evaluation inMemory = evaluation(trained);
        assertThat(evaluation(files)).isEqualTo(inMemory).isEqualTo(publication.evaluation());
        assertThat(publication.agreement().isComplete()).isTrue();
        assertThat(publication.agreement().pictures()).isEqualTo(60);
    }

    @Test
    void writesACardThatTheRepositoryReads() throws IOException, ModelRepositoryException {
        Publication publication = publish();

        ModelFiles files = new ModelRepository(repository).find("sides", "1");

        assertThat(files.card()).isEqualTo(publication.card());
        assertThat(files.card().labels()).isEqualTo(CLASSES);
        assertThat(files.card().input()).isEqualTo(new InputShape(12, 12, 1));
        assertThat(files.card().topK()).isEqualTo(2);
        assertThat(files.card().provenance()).containsEntry("seed", "9");
        assertThat(files.card().accuracy())
                .containsEntry("images", 60.0)
                .containsEntry("validation", 0.5)
                .containsEntry("test", publication.evaluation().accuracy());
    }

    @Test
    void leavesNothingButTheVersion() throws IOException {
        Publication publication = publish();

        assertThat(repository.resolve("sides"))
                .isDirectoryContaining(p -> p.endsWith("1"))
                .isDirectoryNotContaining(p -> !p.endsWith("1"));
        assertThat(publication.bytes())
                .isEqualTo(Files.size(version().resolve("saved_model.pb"))
                        + Files.size(version().resolve("model.yaml")));
    }

    @Test
    void neverWritesOverAVersion() throws IOException {
        Files.createDirectories(version());

        assertThatThrownBy(() -> new Publisher(version(), Threads.ONE))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("versions are never overwritten");
    }

    @Test
    void refusesToLoadADamagedModel() throws IOException, ModelRepositoryException {
        publish();
        ModelFiles files = new ModelRepository(repository).find("sides", "1");
        Files.write(version().resolve("saved_model.pb"), new byte[] {1, 2, 3});

        assertThatThrownBy(() -> new SavedModelClassifier(files, Threads.ONE))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining(version().toString())
                .hasMessageContaining("cannot be loaded");
    }

    @Test
    void refusesPicturesOfAnotherSize() throws IOException, ModelRepositoryException {
        publish();
        LabelledImages larger = Drawings.stripes(2, 16, CLASSES, 4);
        try (SavedModelClassifier classifier =
                new SavedModelClassifier(new ModelRepository(repository).find("sides", "1"), Threads.ONE)) {
            assertThatThrownBy(() -> classifier.classify(larger, 0, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the model wants pictures of 12x12x1, not of 16x16");
        }
    }

    private Publication publish() throws IOException {
        return new Publisher(version(), Threads.ONE).publish(trained, test, Map.of("seed", "9"), 0.5);
    }

    private Path version() {
        return repository.resolve("sides").resolve("1");
    }

    private Evaluation evaluation(ModelFiles files) {
        try (SavedModelClassifier classifier = new SavedModelClassifier(files, Threads.ONE)) {
            return Evaluation.of(classifier, test);
        }
    }

    private Evaluation evaluation(TrainedNetwork network) {
        try (NetworkClassifier classifier = new NetworkClassifier(network, Threads.ONE)) {
            return Evaluation.of(classifier, test);
        }
    }

    private static TrainedNetwork trained() {
        Network network = CompactCnn.of(new InputShape(12, 12, 1), CLASSES.size());
        return new TrainedNetwork(network, Weights.initial(network, 9));
    }
}
