package io.inferencestream.gateway.answer;

import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.PredictionEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The classes of a prediction, most probable first. */
public final class RankedClasses {
    private RankedClasses() {}

    /**
     * As many classes as are asked for, where the prediction tells so many.
     *
     * @param count at least 1
     * @param labels the model's, by class index; without them not more than the prediction's own top-k
     */
    public static List<LabelProbability> of(PredictionEvent event, int count, List<String> labels) {
        List<LabelProbability> classes = event.getTopK();
        List<Float> scores = event.getScores();
        if (count > classes.size() && scores != null && scores.size() == labels.size()) {
            classes = ranked(classes, scores, labels);
        }
        return classes.subList(0, Math.min(count, classes.size()));
    }

    /** Of classes beyond the top-k it is not known here whether they reach their threshold. */
    private static List<LabelProbability> ranked(List<LabelProbability> topK, List<Float> scores, List<String> labels) {
        Map<Integer, LabelProbability> told = new HashMap<>();
        topK.forEach(its -> told.put(its.getClassIndex(), its));
        List<LabelProbability> all = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            LabelProbability its = told.get(i);
            all.add(its == null ? new LabelProbability(labels.get(i), i, scores.get(i), null) : its);
        }
        all.sort(Comparator.comparing(LabelProbability::getProbability).reversed());
        return all;
    }
}
