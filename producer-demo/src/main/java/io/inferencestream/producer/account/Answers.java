package io.inferencestream.producer.account;

import java.util.Map;

/**
 * What models answered, apart from single classes.
 *
 * @param tasks predictions by task, those of single classes left out
 * @param objects objects found, by label
 * @param foundNothing predictions that found no object
 * @param labels labels that reached their thresholds, by label
 * @param values how the values of each name spread
 */
public record Answers(
        Map<String, Long> tasks,
        Map<String, Long> objects,
        long foundNothing,
        Map<String, Long> labels,
        Map<String, Spread> values) {
    public static final Answers NONE = new Answers(Map.of(), Map.of(), 0, Map.of(), Map.of());

    public Answers {
        tasks = Map.copyOf(tasks);
        objects = Map.copyOf(objects);
        labels = Map.copyOf(labels);
        values = Map.copyOf(values);
    }

    /**
     * Values of one name.
     *
     * @param count at least 1
     * @param unit empty where there is none
     */
    public record Spread(long count, double least, double mean, double greatest, String unit) {}
}
