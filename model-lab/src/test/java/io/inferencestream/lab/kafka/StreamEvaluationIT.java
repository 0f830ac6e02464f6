package io.inferencestream.lab.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.cluster.LocalCluster;
import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.resize.Resizing;
import io.inferencestream.lab.data.Drawings;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.evaluate.Evaluation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class StreamEvaluationIT {
    private static final List<String> CLASSES = List.of("a", "b");
    private static final ModelCard CARD =
            new ModelCard(new ModelId("fake", "3"), new ImageShape(4, 4, 1), Resizing.STRETCH, CLASSES, 1, "");

    private static LocalCluster cluster;

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
        return new StreamEvaluation(properties(), prefix + "images", prefix + "predictions", prefix + "dead-letters");
    }

    private static Map<String, String> properties() {
        return Map.of(
                "bootstrap.servers",
                cluster.broker().bootstrapServers(),
                "schema.registry.url",
                cluster.registry().url().toString());
    }
}
