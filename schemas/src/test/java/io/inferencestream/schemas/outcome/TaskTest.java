package io.inferencestream.schemas.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.event.Box;
import io.inferencestream.event.Detection;
import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.PredictionEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskTest {
    private static final List<LabelProbability> TOP = List.of(
            new LabelProbability("a", 0, 0.75f, true),
            new LabelProbability("b", 1, 0.5f, true),
            new LabelProbability("c", 2, 0.25f, false));

    @Test
    void saysTheMostProbableClassOrAllLabelsThatReachTheirThreshold() {
        assertThat(Task.labels(event("classification", TOP))).containsExactly("a");
        assertThat(Task.labels(event("multi-label", TOP))).containsExactly("a", "b");
    }

    @Test
    void saysEachKindOfObjectOnce() {
        PredictionEvent event = event("detection", List.of());
        event.setDetections(List.of(found("dog"), found("cat"), found("dog")));

        assertThat(Task.labels(event)).containsExactly("dog", "cat");
    }

    @Test
    void saysNoLabelWhereThereIsNone() {
        assertThat(Task.labels(event("classification", List.of()))).isEmpty();
        assertThat(Task.labels(event("detection", List.of()))).isEmpty();
        assertThat(Task.labels(event("embedding", List.of()))).isEmpty();
        assertThat(Task.labels(event("regression", List.of()))).isEmpty();
    }

    @Test
    void passesOverATaskThatItDoesNotKnow() {
        assertThat(Task.of(event("segmentation", TOP))).isEmpty();
        assertThat(Task.labels(event("segmentation", TOP))).isEmpty();
    }

    private static PredictionEvent event(String task, List<LabelProbability> topK) {
        PredictionEvent event = new PredictionEvent();
        event.setTask(task);
        event.setTopK(topK);
        return event;
    }

    private static Detection found(String label) {
        return new Detection(label, 0, 0.5f, new Box(0f, 0f, 1f, 1f), List.of());
    }
}
