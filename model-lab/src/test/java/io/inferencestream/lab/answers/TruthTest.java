package io.inferencestream.lab.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.inferencestream.core.answer.Answer;
import io.inferencestream.core.answer.Box;
import io.inferencestream.core.answer.Classification;
import io.inferencestream.core.answer.Detection;
import io.inferencestream.core.answer.Detections;
import io.inferencestream.core.answer.Embedding;
import io.inferencestream.core.answer.NamedValue;
import io.inferencestream.core.answer.RankedLabel;
import io.inferencestream.core.answer.Scores;
import io.inferencestream.core.answer.Values;
import io.inferencestream.core.model.Task;
import io.inferencestream.core.outcome.ImageSize;
import io.inferencestream.lab.data.DataException;
import io.inferencestream.lab.detection.DetectionMetrics;
import io.inferencestream.lab.measure.ValueMetrics;
import io.inferencestream.lab.measure.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers are judged by the file that their task calls for. */
class TruthTest {
    private static final String COCO = """
            {"images": [{"id": 1, "file_name": "a.jpg", "width": 200, "height": 100}],
             "categories": [{"id": 1, "name": "cat"}],
             "annotations": [{"image_id": 1, "category_id": 1, "bbox": [50, 25, 100, 50]}]}
            """;

    private static final Detection CAT = new Detection("cat", 0, 0.9f, new Box(0.25f, 0.25f, 0.75f, 0.75f), List.of());

    @TempDir
    private Path folder;

    @Test
    void judgesBoxesInPixelsOfTheUprightImage() throws IOException {
        Truth truth = truth(Task.DETECTION, COCO);
        Detection other = new Detection("owl", 1, 0.95f, new Box(0f, 0f, 1f, 1f), List.of());

        Figures figures = truth.judge(
                List.of(new Answered(new Detections(List.of(other, CAT)), Optional.of(new ImageSize(200, 100)))));

        assertThat(((DetectionMetrics) figures.metrics()).ap()).isCloseTo(1, within(1e-12));
        assertThat(figures.lines())
                .contains("  AP 1.0000  cat", "not counted, since the annotations know no such class: owl");
    }

    @Test
    void refusesAnnotationsOfAnImageThatIsTurned() throws IOException {
        Truth truth = truth(Task.DETECTION, COCO);
        Answered turned = new Answered(new Detections(List.of(CAT)), Optional.of(new ImageSize(100, 200)));

        assertThatThrownBy(() -> truth.judge(List.of(turned)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a.jpg is 200x100, but upright it is 100x200");
    }

    @Test
    void judgesVectorsByPairs() throws IOException {
        Truth truth = truth(Task.EMBEDDING, "first,second,same,fold\na,b,1,x\na,c,0,x\nb,a,1,y\nb,c,0,y\n");

        Figures figures = truth.judge(List.of(vector(1, 0), vector(1, 0.1f), vector(0, 1)));

        assertThat(truth.files()).containsExactly("a", "b", "c");
        assertThat(((Verification) figures.metrics()).accuracy()).isEqualTo(1);
    }

    @Test
    void judgesValuesByName() throws IOException {
        Truth truth = truth(Task.REGRESSION, "file,age\na.jpg,40\nb.jpg,\nc.jpg,20\n");

        Figures figures = truth.judge(List.of(age(42), age(0), age(19)));

        assertThat(figures.metrics()).isEqualTo(Map.of("age", new ValueMetrics(1.5, Math.sqrt(2.5), 0.5, 2)));
    }

    @Test
    void namesAColumnThatTheModelDoesNotEstimate() throws IOException {
        Truth truth = truth(Task.REGRESSION, "file,size\na.jpg,40\n");

        assertThatThrownBy(() -> truth.judge(List.of(age(1))))
                .hasMessageContaining("has the column size, but the model estimates [age]");
    }

    @Test
    void judgesEachLabelByItsOwnThreshold() throws IOException {
        Truth truth = truth(Task.MULTI_LABEL, "file,mass,nodule\na.jpg,1,0\nb.jpg,0,1\n");

        LabelsTruth.Summary summary = (LabelsTruth.Summary) truth.judge(List.of(
                        labels(new RankedLabel("mass", 0, 0.3f, true), 0.3f, 0.6f),
                        labels(new RankedLabel("nodule", 1, 0.7f, false), 0.2f, 0.7f)))
                .metrics();

        assertThat(summary.perLabel().get("mass").f1()).isEqualTo(1);
        assertThat(summary.perLabel().get("nodule").f1()).isZero();
        assertThat(summary.meanF1()).isCloseTo(0.5, within(1e-12));
        assertThat(summary.meanAveragePrecision()).isEqualTo(1);
    }

    @Test
    void refusesAnswersOfAnotherTask() throws IOException {
        Truth truth = truth(Task.DETECTION, COCO);

        assertThatThrownBy(() -> truth.judge(List.of(age(1))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("regression");
    }

    @Test
    void seesHowFarAnswersAreApart() {
        Detection moved = new Detection("cat", 0, 0.9f, new Box(0.25f, 0.25f, 0.5f, 0.75f), List.of());
        Detection dog = new Detection("dog", 1, 0.9f, CAT.box(), List.of());

        assertThat(Difference.of(new Detections(List.of(CAT)), new Detections(List.of(moved))))
                .isEqualTo(0.25);
        assertThat(Difference.of(new Detections(List.of(CAT)), new Detections(List.of(dog))))
                .isInfinite();
        assertThat(Difference.of(new Detections(List.of(CAT)), new Detections(List.of())))
                .isInfinite();
        assertThat(Difference.of(new Detections(List.of()), new Detections(List.of())))
                .isZero();
        assertThat(Difference.of(age(1).answer(), age(3).answer())).isEqualTo(2);
        assertThat(Difference.of(vector(1, 0).answer(), vector(1, 0.5f).answer()))
                .isEqualTo(0.5);
        assertThat(Difference.of(vector(1, 0).answer(), age(1).answer())).isInfinite();
    }

    private Truth truth(Task task, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("truth"), text);
        return Truth.read(task, List.of("mass", "nodule"), file);
    }

    private static Answered answered(Answer answer) {
        return new Answered(answer, Optional.empty());
    }

    private static Answered vector(float... values) {
        return answered(new Embedding(values, false));
    }

    private static Answered age(float value) {
        return answered(new Values(List.of(new NamedValue("age", value, "years"))));
    }

    private static Answered labels(RankedLabel first, float... scores) {
        return answered(new Classification(Task.MULTI_LABEL, List.of(first), new Scores(scores), null));
    }
}
