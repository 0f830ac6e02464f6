package io.inferencestream.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.predict.ModelLoadException;
import io.inferencestream.core.repository.ModelFiles;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;

/** SavedModels whose graph for serving is not where it usually is, and files that are none. */
final class SavedModelGraphsIT {
    private static final TinyNetwork NETWORK = TinyNetwork.PLAIN;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeModel() throws Exception {
        TinySavedModel.writeFrozen(NETWORK, folder);
    }

    private void change(Consumer<SavedModel.Builder> change) throws Exception {
        Path file = folder.resolve("saved_model.pb");
        SavedModel.Builder model;
        try (InputStream in = Files.newInputStream(file)) {
            model = SavedModel.parseFrom(in).toBuilder();
        }
        change.accept(model);
        Files.write(file, model.build().toByteArray());
    }

    private static MetaGraphDef tagged(MetaGraphDef graph, List<String> tags) {
        MetaGraphDef.Builder changed = graph.toBuilder();
        changed.getMetaInfoDefBuilder().clearTags().addAllTags(tags);
        return changed.build();
    }

    private static ModelCard card(List<String> tags) {
        ModelCard card = NETWORK.card();
        return new ModelCard(
                card.id(),
                card.input(),
                card.encoding(),
                card.resize(),
                card.answers(),
                card.engine(),
                card.signature(),
                tags,
                card.examples(),
                card.provenance(),
                card.accuracy(),
                card.checksum());
    }

    private LoadedModel load(List<String> tags) throws Exception {
        return new TensorFlowEngine().load(new ModelFiles(folder, card(tags)), new EngineOptions("auto", 1, 1, 4));
    }

    private void assertAnswers(List<String> tags) throws Exception {
        byte[] image = NETWORK.images(1, 3)[0];
        try (LoadedModel model = load(tags);
                BatchPredictor predictor = model.newPredictor()) {
            double probability = TinyFormat.predict(predictor, image).probability(0, 1);
            assertThat(probability).isCloseTo(NETWORK.expected(image)[1], within(1e-5));
        }
    }

    private void assertRefused(List<String> tags, String... saying) {
        assertThatThrownBy(() -> load(tags).close())
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContainingAll(saying);
    }

    /** As TensorFlow Hub's first format has it, and trainers' graphs. */
    @Test
    void takesTheOnlyGraphWhateverItsTags() throws Exception {
        change(model -> model.setMetaGraphs(0, tagged(model.getMetaGraphs(0), List.of())));
        assertAnswers(List.of());

        change(model -> model.setMetaGraphs(0, tagged(model.getMetaGraphs(0), List.of("train", "tpu"))));
        assertAnswers(List.of());
        assertAnswers(List.of("tpu", "train"));
        assertRefused(List.of("serve"), "no graph with the tags [serve]", "[[tpu, train]]");
    }

    @Test
    void takesTheGraphForServingOfSeveral() throws Exception {
        change(model -> model.addMetaGraphs(tagged(model.getMetaGraphs(0), List.of("train"))));

        assertAnswers(List.of());
        assertAnswers(List.of("train"));
    }

    @Test
    void asksForTheTagsWhereSeveralGraphsAreForSomethingElse() throws Exception {
        change(model -> model.setMetaGraphs(0, tagged(model.getMetaGraphs(0), List.of("train")))
                .addMetaGraphs(tagged(model.getMetaGraphs(0), List.of("eval"))));

        assertRefused(List.of(), "name those of one of its graphs in model.yaml as tags", "[[train], [eval]]");
    }

    @Test
    void namesAnOperatorThatThereIsNot() throws Exception {
        change(model -> {
            MetaGraphDef.Builder graph = model.getMetaGraphs(0).toBuilder();
            graph.getGraphDefBuilder()
                    .addNode(NodeDef.newBuilder().setName("words").setOp("SentencepieceOp"));
            model.setMetaGraphs(0, graph);
        });

        assertThatThrownBy(() -> load(List.of()).close())
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContainingAll("SentencepieceOp", "has no such operator", "written by TensorFlow")
                .message()
                .doesNotContain("complete");
    }

    @ParameterizedTest
    @CsvSource({"version https://git-lfs.github.com/spec/v1, git lfs pull", "<html>, link to the raw file", "'', empty"
    })
    void namesWhatLiesThereInstead(String content, String remedy) throws Exception {
        Files.writeString(folder.resolve("saved_model.pb"), content);

        assertRefused(List.of(), "saved_model.pb is", remedy);
    }
}
