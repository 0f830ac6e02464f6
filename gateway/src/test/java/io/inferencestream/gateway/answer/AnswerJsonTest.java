package io.inferencestream.gateway.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.gateway.TaskEvents;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerJsonTest {
    private static final String SIZE = ",\"image\":{\"width\":640,\"height\":480}}";

    @Test
    void givesTheClassesOfAClassification() {
        assertThat(json(TaskEvents.classes(), 1))
                .isEqualTo("{\"task\":\"classification\",\"predictions\":"
                        + "[{\"label\":\"cat\",\"classIndex\":1,\"probability\":0.75}]" + SIZE);
    }

    @Test
    void saysOfEachLabelWhetherItReachesItsThreshold() {
        assertThat(json(TaskEvents.multiLabel(), 0))
                .startsWith("{\"task\":\"multi-label\",\"predictions\":"
                        + "[{\"label\":\"effusion\",\"classIndex\":0,\"probability\":0.75,\"accepted\":true},")
                .contains("{\"label\":\"nodule\",\"classIndex\":1,\"probability\":0.25,\"accepted\":false}]");
    }

    @Test
    void keepsWhatIsAcceptedWhereMoreLabelsAreAskedForThanTheStreamRanked() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();

        AnswerJson.write(json, TaskEvents.multiLabel(), 4, List.of("effusion", "nodule", "mass", "fibrosis"));

        assertThat(json.path("predictions").findValuesAsText("accepted")).containsExactly("true", "true", "false");
        assertThat(json.path("predictions").path(3).toString())
                .isEqualTo("{\"label\":\"fibrosis\",\"classIndex\":3,\"probability\":0.125}");
    }

    @Test
    void givesEachDetectionWithItsBoxAndKeyPoints() {
        assertThat(json(TaskEvents.detections(TaskEvents.face()), 1))
                .isEqualTo("{\"task\":\"detection\",\"detections\":[{\"label\":\"face\",\"classIndex\":0,"
                        + "\"confidence\":0.75,\"box\":{\"left\":0.25,\"top\":0.125,\"right\":0.5,\"bottom\":0.375},"
                        + "\"keypoints\":[{\"name\":\"left eye\",\"x\":0.3,\"y\":0.2,\"confidence\":0.5},"
                        + "{\"name\":\"nose\",\"x\":0.375,\"y\":0.25}]}]" + SIZE);
    }

    @Test
    void saysThatNothingWasFoundByAnEmptyList() {
        assertThat(json(TaskEvents.detections(), 0)).isEqualTo("{\"task\":\"detection\",\"detections\":[]" + SIZE);
    }

    @Test
    void givesAnEmbeddingWithItsSpace() {
        assertThat(json(TaskEvents.embedding(0.5f, -0.25f), 0))
                .isEqualTo("{\"task\":\"embedding\",\"embedding\":{\"space\":\"5eed\",\"normalized\":true,"
                        + "\"values\":[0.5,-0.25]}" + SIZE);
    }

    @Test
    void givesValuesWithTheirUnits() {
        assertThat(json(TaskEvents.values(), 0))
                .isEqualTo("{\"task\":\"regression\",\"values\":[{\"name\":\"age\",\"value\":41.5,\"unit\":\"years\"},"
                        + "{\"name\":\"score\",\"value\":-2.0}]" + SIZE);
    }

    @Test
    void namesATaskThatItDoesNotKnowAndShowsNoEmptyClassification() {
        assertThat(json(TaskEvents.ofTask("segmentation").build(), 0)).isEqualTo("{\"task\":\"segmentation\"" + SIZE);
    }

    private static String json(PredictionEvent event, int top) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        AnswerJson.write(json, event, top, List.of());
        return json.toString();
    }
}
