package io.inferencestream.gateway.http.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.ModelIdentity;
import io.inferencestream.event.PredictionEvent;
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

    private static InferenceAnswer answer(RequestedOutput... outputs) {
        return InferenceAnswer.of(request(outputs), "mine", List.of(event(), event()), LABELS);
    }

    private static InferenceRequest request(RequestedOutput... outputs) {
        return new InferenceRequest(Optional.empty(), List.of(), Arrays.asList(outputs), Optional.<Duration>empty());
    }

    private static PredictionEvent event() {
        PredictionEvent event = new PredictionEvent();
        event.setModel(new ModelIdentity("toy", "1", "0"));
        event.setTopK(List.of(new LabelProbability("ü", 2, 0.75f, null), new LabelProbability("a", 0, 0.2f, null)));
        event.setScores(List.of(0.2f, 0.05f, 0.75f));
        return event;
    }
}
