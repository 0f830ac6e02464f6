package io.inferencestream.gateway.http.inference;

import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.PredictionEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
            classes = ranked(scores, labels);
        }
        return classes.subList(0, Math.min(count, classes.size()));
    }

    private static List<LabelProbability> ranked(List<Float> scores, List<String> labels) {
        List<LabelProbability> all = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            all.add(new LabelProbability(labels.get(i), i, scores.get(i), null));
        }
        all.sort(Comparator.comparing(LabelProbability::getProbability).reversed());
        return all;
    }
}
