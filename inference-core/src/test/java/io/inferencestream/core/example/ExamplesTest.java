package io.inferencestream.core.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.core.answer.Answer;
import io.inferencestream.core.answer.Box;
import io.inferencestream.core.answer.Classification;
import io.inferencestream.core.answer.Detection;
import io.inferencestream.core.answer.Detections;
import io.inferencestream.core.answer.RankedLabel;
import io.inferencestream.core.answer.Scores;
import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.InputEncoding;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.Task;
import io.inferencestream.core.output.BatchAnswers;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.FakeModel;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.predict.ModelLoadException;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.decode.resize.Resizing;
import io.inferencestream.testkit.image.Pngs;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fake is certain of the class {@code first pixel % 4}, of a to d. */
final class ExamplesTest {
    @TempDir
    Path folder;

    private final FakeModel model = FakeModel.named("pets").load();

    private ModelFiles files(Map<String, String> examples) {
        ModelCard plain = model.card();
        ModelCard card = new ModelCard(
                plain.id(),
                plain.input(),
                InputEncoding.DIRECT,
                Resizing.STRETCH,
                new ClassesSpec(List.of("a", "b", "c", "d"), 2),
                null,
                "serving_default",
                List.of(),
                examples,
                Map.of(),
                Map.of(),
                "");
        return new ModelFiles(folder, card);
    }

    private void put(String name, int shade) throws Exception {
        Files.write(folder.resolve(name), Pngs.gray(shade, 5));
    }

    @Test
    void passesAModelThatAnswersAsItsCardSays() throws Exception {
        put("one.png", 100);
        put("two.png", 103);

        assertThat(Examples.require(files(Map.of("one.png", "a", "two.png", "d")), model))
                .isSameAs(model);
        assertThat(model.isClosed()).isFalse();
        assertThat(model.batches()).isEqualTo(2);
    }

    @Test
    void refusesAnotherAnswerAndSaysWhichItWas() throws Exception {
        put("one.png", 100);
        put("two.png", 103);
        Map<String, String> examples = new LinkedHashMap<>();
        examples.put("one.png", "b");
        examples.put("two.png", "c");

        assertThatThrownBy(() -> Examples.require(files(examples), model))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining(
                        "model pets/1 does not answer as its card says: one.png is to be 'b' by the card's"
                                + " examples, but is predicted as 'a' (1.000), 'b' (0.000); two.png is to be 'c'")
                .hasMessageContaining("check labels, channelOrder");
        assertThat(model.isClosed()).isTrue();
    }

    @Test
    void refusesAnImageThatGivesNoPixels() throws Exception {
        Files.writeString(folder.resolve("one.png"), "no image");

        assertThatThrownBy(() -> Examples.require(files(Map.of("one.png", "b")), model))
                .hasMessageContaining("an example that gives no pixels, one.png: ");
        assertThatThrownBy(() -> Examples.require(files(Map.of("gone.png", "b")), model))
                .hasMessageContaining("an example that cannot be read, gone.png");
    }

    @Test
    void wantsAnyAcceptedLabelAndAnyObject() throws Exception {
        put("one.png", 1);
        Answer several = new Classification(
                Task.MULTI_LABEL,
                List.of(
                        new RankedLabel("a", 0, 0.9f, true),
                        new RankedLabel("b", 1, 0.6f, true),
                        new RankedLabel("c", 2, 0.4f, false)),
                Scores.NONE,
                null);
        Answer found = new Detections(List.of(
                new Detection("a", 0, 0.9f, new Box(0, 0, 1, 1), List.of()),
                new Detection("b", 1, 0.5f, new Box(0, 0, 1, 1), List.of())));

        for (Answer answer : List.of(several, found)) {
            Examples.require(files(Map.of("one.png", "b")), answering(answer));
            assertThatThrownBy(() -> Examples.require(files(Map.of("one.png", "c")), answering(answer)))
                    .hasMessageContaining("predicted as 'a' (0.900), 'b' (0.");
        }
        assertThatThrownBy(() -> Examples.require(files(Map.of("one.png", "c")), answering(new Detections(List.of()))))
                .hasMessageContaining("predicted as no object");
    }

    private static LoadedModel answering(Answer answer) {
        FakeModel fake = FakeModel.named("pets").load();
        return new LoadedModel() {
            @Override
            public ModelCard card() {
                return fake.card();
            }

            @Override
            public String engine() {
                return "fixed";
            }

            @Override
            public String device() {
                return "fixed";
            }

            @Override
            public int predictors() {
                return 1;
            }

            @Override
            public int maxBatchSize() {
                return 1;
            }

            @Override
            public BatchPredictor newPredictor() {
                return new Fixed(answer);
            }

            @Override
            public void close() {}
        };
    }

    private record Fixed(Answer answer) implements BatchPredictor, BatchAnswers {
        @Override
        public ByteBuffer begin(int count) {
            return ByteBuffer.allocate(FakeModel.INPUT.bytes());
        }

        @Override
        public BatchAnswers predict() {
            return this;
        }

        @Override
        public int count() {
            return 1;
        }

        @Override
        public Answer answer(int image) {
            return answer;
        }

        @Override
        public void selfTest() {}

        @Override
        public void close() {}
    }
}
