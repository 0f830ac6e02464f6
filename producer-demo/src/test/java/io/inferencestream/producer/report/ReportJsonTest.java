package io.inferencestream.producer.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencestream.producer.account.Answers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportJsonTest {
    @Test
    void isOneLineWithEveryFigure() throws Exception {
        String line = ReportJson.of(Reports.good());

        assertThat(line).doesNotContain("\n");
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.get("sent").asLong()).isEqualTo(1_000);
        assertThat(json.get("predicted").asLong()).isEqualTo(994);
        assertThat(json.get("rejected").asLong()).isEqualTo(6);
        assertThat(json.get("unaccounted").asLong()).isZero();
        assertThat(json.get("accuracy").asDouble()).isEqualTo(0.93);
        assertThat(json.get("images_per_second").asDouble()).isEqualTo(400);
        assertThat(json.get("latency_ms").toString()).isEqualTo("{\"p50\":21.4,\"p95\":40.25,\"p99\":61.0}");
        assertThat(json.get("mean_batch").asDouble()).isEqualTo(18.25);
        assertThat(json.get("device").asText()).isEqualTo("cpu");
        assertThat(json.get("model").asText()).isEqualTo("fashion/1");
        assertThat(json.get("rejections").toString()).isEqualTo("{\"CORRUPT_IMAGE\":4,\"IMAGE_TOO_LARGE\":2}");
        assertThat(json.get("complete").asBoolean()).isTrue();
        assertThat(json.get("problem").isNull()).isTrue();
    }

    @Test
    void saysOnlyWhatIsKnownWhenNothingWasAwaited() throws Exception {
        RunReport report =
                new RunReport(Reports.tally(1_000, 0, Map.of(), 0, 0), false, List.of(), List.of(), List.of(), null);

        JsonNode json = new ObjectMapper().readTree(ReportJson.of(report));

        assertThat(json.has("predicted")).isFalse();
        assertThat(json.has("unaccounted")).isFalse();
        assertThat(json.get("images_per_second").asDouble()).isEqualTo(400);
        assertThat(json.get("complete").asBoolean()).isTrue();
    }

    @Test
    void saysWhatModelsOfOtherTasksAnswered() throws Exception {
        Answers answers = new Answers(
                Map.of("detection", 100L),
                Map.of("person", 12L),
                7,
                Map.of(),
                Map.of("age", new Answers.Spread(15, 3, 41.5, 88, "years")));

        assertThat(ReportJson.node(Reports.of(answers)).path("answers").toString())
                .isEqualTo(
                        "{\"tasks\":{\"detection\":100},\"labels\":{},\"objects\":{\"person\":12},\"found_nothing\":7,"
                                + "\"values\":{\"age\":{\"count\":15,\"least\":3.0,\"mean\":41.5,\"greatest\":88.0,\"unit\":\"years\"}}}");
        assertThat(ReportJson.node(Reports.good()).has("answers")).isFalse();
    }
}
