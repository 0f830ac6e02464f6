package io.inferencestream.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencestream.bench.run.Measurement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that was measured, in the forms in which people and programs read it. */
public final class Report {
    private final Map<String, String> conditions;
    private final Map<String, String> titles;
    private final List<Measurement> measurements;
    private final List<String> order;

    /**
     * A report.
     *
     * @param conditions what the machine was like
     * @param titles of workloads, by name, in the order in which they are shown
     * @param order of contestants
     */
    public Report(
            Map<String, String> conditions,
            Map<String, String> titles,
            List<Measurement> measurements,
            List<String> order) {
        this.conditions = new LinkedHashMap<>(conditions);
        this.titles = new LinkedHashMap<>(titles);
        this.measurements = List.copyOf(measurements);
        this.order = List.copyOf(order);
    }

    private List<Summary> summaries(String workload) {
        return Summary.of(
                measurements.stream()
                        .filter(measurement -> measurement.workload().equals(workload))
                        .toList(),
                order);
    }

    /** As Markdown, with plots beside it; on a terminal without. */
    public String text(boolean hasPlots) {
        StringBuilder text = new StringBuilder(Markdown.conditions(conditions));
        titles.forEach((workload, title) -> {
            List<Summary> summaries = summaries(workload);
            text.append("\n## ").append(title).append("\n\n").append(Markdown.sustained(summaries));
            String latencies = Markdown.latencies(summaries);
            if (!latencies.isEmpty()) {
                text.append('\n').append(latencies);
                if (hasPlots) {
                    text.append("\n![latency and batch against load](")
                            .append(workload)
                            .append(".svg)\n");
                }
            }
        });
        return text.toString();
    }

    /** Writes {@code results.md}, {@code results.json} and a plot for each workload. */
    public void write(Path folder, String introduction) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("results.md"), introduction + "\n" + text(true));
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("conditions", conditions);
            Map<String, List<Summary>> byWorkload = new LinkedHashMap<>();
            titles.keySet().forEach(workload -> byWorkload.put(workload, summaries(workload)));
            all.put("summaries", byWorkload);
            all.put("measurements", new ArrayList<>(measurements));
            Files.write(
                    folder.resolve("results.json"),
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
            for (Map.Entry<String, String> workload : titles.entrySet()) {
                List<Summary> summaries = summaries(workload.getKey());
                if (summaries.stream().anyMatch(summary -> !summary.loads().isEmpty())) {
                    Files.writeString(
                            folder.resolve(workload.getKey() + ".svg"), Plot.of(workload.getValue(), summaries));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
