package io.inferencestream.gateway.http.inference;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.gateway.live.ModelStatistics.Count;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Writes what was counted of models as Triton's extension for statistics has it. */
public final class StatisticsJson {
    private StatisticsJson() {}

    /**
     * The statistics of models.
     *
     * @param served whose statistics are wanted
     * @param counts of these and others
     */
    public static ObjectNode of(List<ModelAnnouncement> served, List<Count> counts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        var all = json.putArray("model_stats");
        served.stream()
                .map(model -> count(model, counts))
                .distinct()
                .map(StatisticsJson::of)
                .forEach(all::add);
        return json;
    }

    private static Count count(ModelAnnouncement model, List<Count> counts) {
        return counts.stream()
                .filter(its ->
                        its.name().equals(model.getName()) && its.version().equals(model.getVersion()))
                .findFirst()
                .orElse(new Count(model.getName(), model.getVersion(), 0, 0, 0, 0, 0, 0));
    }

    private static ObjectNode of(Count count) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("name", count.name())
                .put("version", count.version())
                .put("last_inference", count.lastMillis())
                .put("inference_count", count.images())
                .put("execution_count", Math.round(count.batches()));
        ObjectNode stats = json.putObject("inference_stats");
        duration(stats, "success", count.images(), count.micros());
        duration(stats, "fail", 0, 0);
        duration(stats, "queue", count.images(), count.queueMicros());
        duration(stats, "compute_input", count.images(), count.decodeMicros());
        duration(stats, "compute_infer", count.images(), count.inferenceMicros());
        duration(stats, "compute_output", count.images(), 0);
        duration(stats, "cache_hit", 0, 0);
        duration(stats, "cache_miss", 0, 0);
        json.putArray("batch_stats");
        return json;
    }

    private static void duration(ObjectNode stats, String name, long count, long micros) {
        stats.putObject(name).put("count", count).put("ns", TimeUnit.MICROSECONDS.toNanos(micros));
    }
}
