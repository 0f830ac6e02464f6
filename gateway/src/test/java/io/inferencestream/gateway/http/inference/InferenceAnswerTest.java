package io.inferencestream.gateway.http.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.ModelIdentity;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.gateway.TaskEvents;
import io.inferencestream.gateway.http.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Answers as clients read them. */
class InferenceAnswerTest {
    private static final List<String> LABELS = List.of("a", "b", "ü");

    @Test
    void givesTheOutputsThatWereWantedInTheirOrder() throws IOException {
        InferenceAnswer answer = answer(
                new RequestedOutput(Output.PROBABILITIES, false, 0), new RequestedOutput(Output.LABELS, false, 0));

        JsonNode json = new ObjectMapper().readTree(answer.body());
        assertThat(answer.jsonLength()).isEmpty();
        assertThat(json.path("id").asText()).isEqualTo("mine");
        assertThat(json.path("model_name").asText()).isEqualTo("toy");
        assertThat(json.path("outputs").toString())
                .isEqualTo("[{\"name\":\"probabilities\",\"datatype\":\"FP32\",\"shape\":[2,2],"
                        + "\"data\":[0.75,0.2,0.75,0.2]},{\"name\":\"labels\",\"datatype\":\"BYTES\",\"shape\":[2,2],"
                        + "\"data\":[\"ü\",\"a\",\"ü\",\"a\"]}]");
    }

    @Test
    void putsBinaryOutputsAfterTheJson() throws IOException {
        InferenceAnswer answer = answer(
                new RequestedOutput(Output.LABELS, true, 0),
                new RequestedOutput(Output.CLASS_INDICES, true, 0),
                new RequestedOutput(Output.PROBABILITIES, true, 0));

        int length = answer.jsonLength().orElseThrow();
        JsonNode json = new ObjectMapper().readTree(answer.body(), 0, length);
        ByteBuffer tail = ByteBuffer.wrap(answer.body(), length, answer.body().length - length)
                .order(ByteOrder.LITTLE_ENDIAN);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            byte[] text = new byte[tail.getInt()];
            tail.get(text);
            values.add(new String(text, StandardCharsets.UTF_8));
        }
        for (int i = 0; i < 4; i++) {
            values.add(tail.getInt());
        }
        for (int i = 0; i < 4; i++) {
            values.add(tail.getFloat());
        }
        assertThat(tail.hasRemaining()).isFalse();
        assertThat(values).containsExactly("ü", "a", "ü", "a", 2, 0, 2, 0, 0.75f, 0.2f, 0.75f, 0.2f);
        assertThat(json.path("outputs").findValues("binary_data_size").toString())
                .isEqualTo("[22, 16, 16]");
        assertThat(json.path("outputs").path(0).has("data")).isFalse();
    }

    @Test
    void classifiesAsTritonDoes() throws IOException {
        InferenceAnswer answer = answer(new RequestedOutput(Output.PROBABILITIES, false, 3));

        JsonNode output =
                new ObjectMapper().readTree(answer.body()).path("outputs").path(0);
        assertThat(output.toString())
                .isEqualTo("{\"name\":\"probabilities\",\"datatype\":\"BYTES\",\"shape\":[2,3],"
                        + "\"data\":[\"0.750000:2:ü\",\"0.200000:0:a\",\"0.050000:1:b\","
                        + "\"0.750000:2:ü\",\"0.200000:0:a\",\"0.050000:1:b\"]}");
    }

    @Test
    void givesAsManyClassesAsEveryImageHas() throws IOException {
        PredictionEvent short1 = event();
        short1.setTopK(short1.getTopK().subList(0, 1));

        InferenceAnswer answer = InferenceAnswer.of(
                request(new RequestedOutput(Output.LABELS, false, 0)), "mine", List.of(event(), short1), LABELS);

        assertThat(new ObjectMapper()
                        .readTree(answer.body())
                        .path("outputs")
                        .path(0)
                        .path("shape")
                        .toString())
                .isEqualTo("[2,1]");
    }

    @Test
    void givesDetectionsOfAllImagesInTensorsWithoutGaps() throws IOException {
        List<PredictionEvent> predictions = List.of(
                TaskEvents.detections(TaskEvents.face(), TaskEvents.person()),
                TaskEvents.detections(),
                TaskEvents.detections(TaskEvents.person()));

        JsonNode outputs = outputs(InferenceAnswer.of(request(), "mine", predictions, List.of()));

        assertThat(outputs.path(0).toString())
                .isEqualTo("{\"name\":\"boxes\",\"datatype\":\"FP32\",\"shape\":[3,2,4],\"data\":["
                        + "0.25,0.125,0.5,0.375,0.0,0.0,1.0,1.0," + "0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,"
                        + "0.0,0.0,1.0,1.0,0.0,0.0,0.0,0.0]}");
        assertThat(outputs.path(1).path("data").toString()).isEqualTo("[0.75,0.5,0.0,0.0,0.5,0.0]");
        assertThat(outputs.path(2).path("data").toString())
                .isEqualTo("[\"face\",\"person\",\"\",\"\",\"person\",\"\"]");
        assertThat(outputs.path(3).path("data").toString()).isEqualTo("[0,1,-1,-1,1,-1]");
        assertThat(outputs.path(4).toString())
                .isEqualTo("{\"name\":\"counts\",\"datatype\":\"INT32\",\"shape\":[3,1],\"data\":[2,0,1]}");
    }

    @Test
    void givesEmbeddingsAndValuesAsTheyAre() throws IOException {
        JsonNode embeddings = outputs(InferenceAnswer.of(
                request(), "mine", List.of(TaskEvents.embedding(0.5f, -1f), TaskEvents.embedding(0f, 1f)), List.of()));
        JsonNode values = outputs(InferenceAnswer.of(request(), "mine", List.of(TaskEvents.values()), List.of()));

        assertThat(embeddings.toString())
                .isEqualTo("[{\"name\":\"embedding\",\"datatype\":\"FP32\",\"shape\":[2,2],"
                        + "\"data\":[0.5,-1.0,0.0,1.0]}]");
        assertThat(values.toString())
                .isEqualTo("[{\"name\":\"values\",\"datatype\":\"FP32\",\"shape\":[1,2],\"data\":[41.5,-2.0]},"
                        + "{\"name\":\"names\",\"datatype\":\"BYTES\",\"shape\":[1,2],\"data\":[\"age\",\"score\"]}]");
    }

    @Test
    void putsOneByteForEachLabelThatIsAcceptedOrNot() {
        InferenceAnswer answer = InferenceAnswer.of(
                request(new RequestedOutput(Output.ACCEPTED, true, 0)),
                "mine",
                List.of(TaskEvents.multiLabel()),
                List.of());

        byte[] body = answer.body();
        assertThat(Arrays.copyOfRange(body, answer.jsonLength().orElseThrow(), body.length))
                .containsExactly(1, 1, 0);
    }

    @Test
    void refusesAnOutputThatTheTaskDoesNotHave() {
        InferenceRequest request = request(new RequestedOutput(Output.PROBABILITIES, false, 0));

        assertThatThrownBy(() -> InferenceAnswer.of(request, "mine", List.of(TaskEvents.detections()), List.of()))
                .isInstanceOf(ProblemException.class)
                .hasMessage("There is no output probabilities; the outputs are boxes, scores, labels, class_indices,"
                        + " counts.");
    }

    @Test
    void refusesATaskThatItDoesNotKnowByItsName() {
        PredictionEvent unknown = TaskEvents.ofTask("segmentation").build();

        assertThatThrownBy(() -> InferenceAnswer.of(request(), "mine", List.of(unknown), List.of()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(501))
                .hasMessageContaining("segmentation");
    }

    @Test
    void putsNoVectorsOfTwoModelsIntoOneTensor() {
        PredictionEvent other = TaskEvents.embedding(1f, 0f);
        other.setModel(new ModelIdentity("toy", "2", "beef"));

        assertThatThrownBy(() ->
                        InferenceAnswer.of(request(), "mine", List.of(TaskEvents.embedding(1f, 0f), other), List.of()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("replaced");
    }

    private static JsonNode outputs(InferenceAnswer answer) throws IOException {
        return new ObjectMapper().readTree(answer.body()).path("outputs");
    }

    private static InferenceAnswer answer(RequestedOutput... outputs) {
        return InferenceAnswer.of(request(outputs), "mine", List.of(event(), event()), LABELS);
    }

    private static InferenceRequest request(RequestedOutput... outputs) {
        return new InferenceRequest(
                Optional.empty(),
                List.of(),
                new RequestedOutputs(Arrays.asList(outputs), false),
                Optional.<Duration>empty());
    }

    private static PredictionEvent event() {
        PredictionEvent event = new PredictionEvent();
        event.setTask("classification");
        event.setModel(new ModelIdentity("toy", "1", "0"));
        event.setTopK(List.of(new LabelProbability("ü", 2, 0.75f, null), new LabelProbability("a", 0, 0.2f, null)));
        event.setScores(List.of(0.2f, 0.05f, 0.75f));
        return event;
    }
}
