package io.inferencestream.core.pipeline;

import io.inferencestream.core.answer.ActivationMap;
import io.inferencestream.core.answer.BatchScores;
import io.inferencestream.core.answer.RankedLabel;
import io.inferencestream.core.answer.Scores;
import io.inferencestream.core.batch.PredictedBatch;
import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.outcome.Prediction;
import io.inferencestream.core.outcome.Timings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a prediction of one row of a model's answer. Thread-safe. */
public final class AnswerReader {
    /** Models with more classes than this do not list every score. */
    private static final int MAX_LISTED_CLASSES = 100;

    private final ModelCard card;
    private final ClassesSpec classes;
    private final String device;

    /**
     * @param card of the model that answers
     * @param device where it computes
     */
    public AnswerReader(ModelCard card, String device) {
        this.card = card;
        this.classes = (ClassesSpec) card.answers();
        this.device = device;
    }

    /**
     * Reads one row.
     *
     * @param row of the image in the batch, from 0
     * @param timings where the time went
     */
    public Prediction read(PredictedBatch batch, int row, Timings timings) {
        BatchScores scores = batch.scores();
        if (scores.classes() != classes.labels().size()) {
            throw new IllegalStateException("the engine answered with " + scores.classes() + " classes; the card of "
                    + card.id() + " names " + classes.labels().size());
        }
        List<RankedLabel> topK = topK(scores, row);
        return new Prediction(
                card.id(),
                card.checksum(),
                topK,
                scores.classes() <= MAX_LISTED_CLASSES ? new Scores(scores.row(row)) : Scores.NONE,
                timings,
                scores.count(),
                device,
                batch.predictedAtMillis(),
                activationMap(scores.activationMaps(), row, topK.get(0).classIndex()));
    }

    /** The most probable classes, most probable first; equal ones by class index; what is not a number last. */
    private List<RankedLabel> topK(BatchScores scores, int row) {
        int k = classes.topK();
        int[] best = new int[k];
        int found = 0;
        for (int candidate = 0; candidate < scores.classes(); candidate++) {
            float probability = scores.probability(row, candidate);
            int place = found;
            while (place > 0 && outranks(probability, scores.probability(row, best[place - 1]))) {
                place--;
            }
            if (place < k) {
                int last = Math.min(found, k - 1);
                System.arraycopy(best, place, best, place + 1, last - place);
                best[place] = candidate;
                found = Math.min(found + 1, k);
            }
        }
        List<RankedLabel> ranked = new ArrayList<>(k);
        for (int i = 0; i < k; i++) {
            ranked.add(new RankedLabel(classes.labels().get(best[i]), best[i], scores.probability(row, best[i])));
        }
        return ranked;
    }

    private static boolean outranks(float probability, float other) {
        return probability > other || (Float.isNaN(other) && !Float.isNaN(probability));
    }

    private static @Nullable ActivationMap activationMap(
            BatchScores.@Nullable ActivationMaps maps, int row, int classIndex) {
        if (maps == null) {
            return null;
        }
        int cells = maps.height() * maps.width();
        float max = 0;
        List<Float> values = new ArrayList<>(cells);
        for (int cell = 0; cell < cells; cell++) {
            float evidence = maps.values()[(row * cells + cell) * maps.classes() + classIndex];
            float counted = evidence > 0 ? evidence : 0;
            max = Math.max(max, counted);
            values.add(counted);
        }
        float highest = max;
        if (highest > 0) {
            values.replaceAll(evidence -> evidence / highest);
        }
        return new ActivationMap(maps.width(), maps.height(), values);
    }
}
