package io.inferencestream.lab.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.cluster.LocalCluster;
import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.core.answer.Box;
import io.inferencestream.core.answer.Detection;
import io.inferencestream.core.answer.Detections;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.outcome.ImageSize;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.resize.Resizing;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.lab.answers.Answered;
import io.inferencestream.lab.data.Drawings;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.evaluate.Evaluation;
import io.inferencestream.testkit.image.Pngs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamEvaluationIT {
    private static final List<String> CLASSES = List.of("a", "b");
    private static final ModelCard CARD =
            new ModelCard(new ModelId("fake", "3"), new ImageShape(4, 4, 1), Resizing.STRETCH, CLASSES, 1, "");

    private static LocalCluster cluster;

    @TempDir
    private Path folder;

    private final LabelledImages images = Drawings.stripes(40, 4, CLASSES, 1);

    @BeforeAll
    static void startCluster() {
        cluster = LocalCluster.start(
                BrokerOptions.defaults().port(0), RegistryOptions.defaults().port(0));
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @Test
    void makesAnEvaluationOfWhatTheStreamAnswers() throws InterruptedException {
        createTopics("one-");
        try (AnsweringStream stream = new AnsweringStream(properties(), "one-", 0)) {
            Evaluation evaluation = evaluation("one-").evaluate(CARD, images);

            assertThat(evaluation.predictions()).hasSize(40);
            assertThat(evaluation.predictions().get(39).file()).isEqualTo("b/00039.png");
            assertThat(evaluation.predictions().get(39).predicted()).isEqualTo("a");
            assertThat(evaluation.predictions().get(39).probability()).isEqualTo(0.75f);
            assertThat(evaluation.accuracy()).isEqualTo(0.5);
            assertThat(stream.modelsAsked()).containsExactly("fake/3");
        }
    }

    @Test
    void takesAnswersOfEveryTaskToTheFilesAsTheyAre() throws Exception {
        createTopics("three-");
        List<Path> files = List.of(
                Files.write(folder.resolve("0.png"), Pngs.gray(0)), Files.write(folder.resolve("1.png"), Pngs.gray(1)));
        try (AnsweringStream stream = new AnsweringStream(properties(), "three-", 0, StreamEvaluationIT::detect)) {
            List<Answered> answers = new StreamAnswerer(run("three-"), CARD.id()).answer(files);

            assertThat(answers)
                    .containsOnly(new Answered(
                            new Detections(
                                    List.of(new Detection("a", 0, 0.5f, new Box(0f, 0.25f, 0.5f, 1f), List.of()))),
                            Optional.of(new ImageSize(2, 2))))
                    .hasSize(2);
            assertThat(stream.modelsAsked()).containsExactly("fake/3");
        }
    }

    private static void detect(PredictionEvent event) {
        event.setTask("detection");
        event.setTopK(List.of());
        event.setImage(new io.inferencestream.event.ImageSize(2, 2));
        event.setDetections(List.of(new io.inferencestream.event.Detection(
                "a", 0, 0.5f, new io.inferencestream.event.Box(0f, 0.25f, 0.5f, 1f), List.of())));
    }

    @Test
    void namesATaskThatItDoesNotKnow() throws Exception {
        createTopics("four-");
        Path file = Files.write(folder.resolve("0.png"), Pngs.gray(0));
        try (AnsweringStream stream =
                new AnsweringStream(properties(), "four-", 0, event -> event.setTask("segmentation"))) {
            assertThatThrownBy(() -> new StreamAnswerer(run("four-"), CARD.id()).answer(List.of(file)))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("segmentation");
            assertThat(stream.modelsAsked()).isNotEmpty();
        }
    }

    @Test
    void saysThatAImageWasRejected() throws InterruptedException {
        createTopics("two-");
        try (AnsweringStream stream = new AnsweringStream(properties(), "two-", 40)) {
            assertThatThrownBy(() -> evaluation("two-").evaluate(CARD, images))
                    .isInstanceOf(StreamException.class)
                    .hasMessage("the stream rejected an image: CORRUPT_IMAGE: no end of image");
            assertThat(stream.modelsAsked()).isNotEmpty();
        }
    }

    @Test
    void saysThatATopicIsMissing() {
        assertThatThrownBy(() -> evaluation("none-").evaluate(CARD, images)).isInstanceOf(StreamException.class);
    }

    private static void createTopics(String prefix) {
        cluster.broker().createTopic(prefix + "images", 3);
        cluster.broker().createTopic(prefix + "predictions", 3);
        cluster.broker().createTopic(prefix + "dead-letters", 1);
    }

    private static StreamEvaluation evaluation(String prefix) {
        return new StreamEvaluation(run(prefix));
    }

    private static StreamRun run(String prefix) {
        return new StreamRun(properties(), prefix + "images", prefix + "predictions", prefix + "dead-letters");
    }

    private static Map<String, String> properties() {
        return Map.of(
                "bootstrap.servers",
                cluster.broker().bootstrapServers(),
                "schema.registry.url",
                cluster.registry().url().toString());
    }
}
