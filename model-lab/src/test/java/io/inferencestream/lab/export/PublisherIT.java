package io.inferencestream.lab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.core.repository.ModelRepository;
import io.inferencestream.core.repository.ModelRepositoryException;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.lab.data.Drawings;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.evaluate.EngineClassifier;
import io.inferencestream.lab.evaluate.Evaluation;
import io.inferencestream.lab.evaluate.UnusableModelException;
import io.inferencestream.lab.graph.Threads;
import io.inferencestream.lab.network.SomeNetworks;
import io.inferencestream.lab.network.TrainedNetwork;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublisherIT {
    private static final List<String> CLASSES = List.of("left", "right");

    @TempDir
    private Path repository;

    private final LabelledImages test = Drawings.stripes(60, 12, CLASSES, 4);
    private final TrainedNetwork trained =
            SomeNetworks.withWeights(SomeNetworks.averaged(new ImageShape(12, 12, 1), 2), 7);

    @Test
    void publishesWhatTheNetworkComputes() throws IOException, ModelRepositoryException {
        Publication publication = publish(version());

        ModelFiles files = new ModelRepository(repository).find("sides", "1");
        try (EngineClassifier classifier = new EngineClassifier(files)) {
            assertThat(Evaluation.of(classifier, test)).isEqualTo(publication.evaluation());
        }
        assertThat(publication.agreement().isComplete()).isTrue();
        assertThat(publication.agreement().images()).isEqualTo(60);
    }

    @Test
    void writesACardThatTheRepositoryReads() throws IOException, ModelRepositoryException {
        Publication publication = publish(version());

        ModelFiles files = new ModelRepository(repository).find("sides", "1");

        assertThat(files.card()).isEqualTo(publication.card());
        assertThat(files.card().labels()).isEqualTo(CLASSES);
        assertThat(files.card().input()).isEqualTo(new ImageShape(12, 12, 1));
        ClassesSpec answers = (ClassesSpec) files.card().answers();
        assertThat(answers.topK()).isEqualTo(2);
        assertThat(answers.activationMap()).isEqualTo("activation_map");
        assertThat(files.card().provenance()).containsEntry("seed", "9").containsKeys("format", "parameters");
        assertThat(files.card().accuracy())
                .containsEntry("images", 60.0)
                .containsEntry("test", publication.evaluation().accuracy())
                .containsEntry("parityTop1", 1.0)
                .containsKeys("validation", "testAuc", "temperature", "parityRelativeDifference");
    }

    @Test
    void leavesNothingButTheVersion() throws IOException {
        Publication publication = publish(version());

        assertThat(repository.resolve("sides"))
                .isDirectoryContaining(p -> p.endsWith("1"))
                .isDirectoryNotContaining(p -> !p.endsWith("1"));
        assertThat(publication.bytes())
                .isEqualTo(Files.size(version().resolve("saved_model.pb"))
                        + Files.size(version().resolve("model.yaml")));
    }

    @Test
    void numbersVersionsAndNeverWritesOverOne() throws IOException {
        Files.createDirectories(version());
        Files.createDirectories(repository.resolve("sides").resolve("9"));

        assertThat(publish(repository.resolve("sides")).card().id().version()).isEqualTo("10");
        assertThatThrownBy(() -> publish(version()))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("versions are never overwritten");
    }

    @Test
    void refusesToLoadADamagedModel() throws IOException, ModelRepositoryException {
        publish(version());
        ModelFiles files = new ModelRepository(repository).find("sides", "1");
        Files.write(version().resolve("saved_model.pb"), new byte[] {1, 2, 3});

        assertThatThrownBy(() -> new EngineClassifier(files))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining(version().toString());
        assertThatThrownBy(() -> CopiedVersion.publish(version(), repository.resolve("copies")))
                .isInstanceOf(ModelRepositoryException.class);
        assertThat(repository.resolve("copies")).doesNotExist();
    }

    @Test
    void copiesAVersionAsTheNextOfAnotherModel() throws IOException, ModelRepositoryException {
        Publication publication = publish(version());
        Files.createDirectories(repository.resolve("copies").resolve("4"));

        ModelFiles copied = CopiedVersion.publish(version(), repository.resolve("copies"));

        assertThat(copied.card().id()).hasToString("copies/5");
        assertThat(copied.card().checksum()).isEqualTo(publication.card().checksum());
        assertThat(copied.card().accuracy()).isEqualTo(publication.card().accuracy());
    }

    private Publication publish(Path place) throws IOException {
        LabelledImages.Split split = Drawings.stripes(80, 12, CLASSES, 5).split(20, 1);
        return new Publisher(trained, split, ExportFormat.SAVEDMODEL, Threads.ONE)
                .publish(place, test, Map.of("seed", "9"));
    }

    private Path version() {
        return repository.resolve("sides").resolve("1");
    }
}
