package io.inferencestream.producer.account;

import io.inferencestream.event.Detection;
import io.inferencestream.event.NamedValue;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.outcome.Task;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Running sums over answers that are no single classes. Not thread-safe: the ledger guards it. */
final class AnswerTotals {
    private final Map<String, Long> tasks = new HashMap<>();
    private final Map<String, Long> objects = new HashMap<>();
    private final Map<String, Long> labels = new HashMap<>();
    private final Map<String, DoubleSummaryStatistics> values = new HashMap<>();
    private final Map<String, String> units = new HashMap<>();
    private long foundNothing;

    void predicted(PredictionEvent event) {
        Optional<Task> task = Task.of(event);
        if (task.filter(Task.CLASSIFICATION::equals).isPresent()) {
            return;
        }
        tasks.merge(event.getTask(), 1L, Long::sum);
        task.ifPresent(its -> {
            switch (its) {
                case MULTI_LABEL -> Task.labels(event).forEach(label -> labels.merge(label, 1L, Long::sum));
                case DETECTION -> detected(Task.detections(event));
                case REGRESSION -> estimated(event.getValues());
                case CLASSIFICATION, EMBEDDING -> {}
            }
        });
    }

    private void detected(List<Detection> found) {
        foundNothing += found.isEmpty() ? 1 : 0;
        found.forEach(one -> objects.merge(one.getLabel(), 1L, Long::sum));
    }

    private void estimated(@Nullable List<NamedValue> all) {
        if (all == null) {
            return;
        }
        for (NamedValue one : all) {
            values.computeIfAbsent(one.getName(), name -> new DoubleSummaryStatistics())
                    .accept(one.getValue());
            if (one.getUnit() != null) {
                units.put(one.getName(), one.getUnit());
            }
        }
    }

    Answers answers() {
        Map<String, Answers.Spread> spreads = new HashMap<>();
        values.forEach((name, its) -> spreads.put(
                name,
                new Answers.Spread(
                        its.getCount(), its.getMin(), its.getAverage(), its.getMax(), units.getOrDefault(name, ""))));
        return new Answers(tasks, objects, foundNothing, labels, spreads);
    }
}
