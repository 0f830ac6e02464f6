package io.inferencestream.stream.event;

import io.inferencestream.core.answer.Answer;
import io.inferencestream.core.answer.Classification;
import io.inferencestream.core.answer.RankedLabel;
import io.inferencestream.core.answer.Scores;
import io.inferencestream.event.ActivationMap;
import io.inferencestream.event.Box;
import io.inferencestream.event.Detection;
import io.inferencestream.event.Embedding;
import io.inferencestream.event.Keypoint;
import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.NamedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An answer as the fields of a prediction event: those of its task are filled.
 *
 * @param topK empty where the task has no classes of the whole image
 */
record AnswerFields(
        List<LabelProbability> topK,
        @Nullable List<Float> scores,
        @Nullable ActivationMap activationMap,
        @Nullable List<Detection> detections,
        @Nullable Embedding embedding,
        @Nullable List<NamedValue> values) {

    /**
     * Fills them.
     *
     * @param space the checksum of the model that answered
     */
    static AnswerFields of(Answer answer, String space) {
        return answer.fold(
                AnswerFields::classes,
                objects -> new AnswerFields(List.of(), null, null, detections(objects.objects()), null, null),
                vector -> new AnswerFields(List.of(), null, null, null, embedding(vector, space), null),
                numbers -> new AnswerFields(List.of(), null, null, null, null, values(numbers.list())));
    }

    private static AnswerFields classes(Classification answer) {
        return new AnswerFields(
                topK(answer.topK()), scores(answer.scores()), activationMap(answer.activationMap()), null, null, null);
    }

    private static List<LabelProbability> topK(List<RankedLabel> ranked) {
        List<LabelProbability> labels = new ArrayList<>(ranked.size());
        for (RankedLabel label : ranked) {
            labels.add(
                    new LabelProbability(label.label(), label.classIndex(), label.probability(), label.isAccepted()));
        }
        return labels;
    }

    private static @Nullable List<Float> scores(Scores scores) {
        return scores.size() == 0 ? null : floats(scores.size(), scores::get);
    }

    private static List<Float> floats(int size, IntFunction<Float> value) {
        List<Float> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(value.apply(i));
        }
        return values;
    }

    private static @Nullable ActivationMap activationMap(io.inferencestream.core.answer.@Nullable ActivationMap map) {
        return map == null ? null : new ActivationMap(map.width(), map.height(), map.values());
    }

    private static List<Detection> detections(List<io.inferencestream.core.answer.Detection> objects) {
        return objects.stream().map(AnswerFields::detection).toList();
    }

    private static Detection detection(io.inferencestream.core.answer.Detection object) {
        io.inferencestream.core.answer.Box box = object.box();
        return new Detection(
                object.label(),
                object.classIndex(),
                object.confidence(),
                new Box(box.left(), box.top(), box.right(), box.bottom()),
                object.keypoints().stream()
                        .map(point -> new Keypoint(point.name(), point.x(), point.y(), point.confidence()))
                        .toList());
    }

    private static Embedding embedding(io.inferencestream.core.answer.Embedding vector, String space) {
        return new Embedding(floats(vector.size(), vector::get), vector.isNormalized(), space);
    }

    private static List<NamedValue> values(List<io.inferencestream.core.answer.NamedValue> numbers) {
        return numbers.stream()
                .map(number -> new NamedValue(number.name(), number.value(), number.unit()))
                .toList();
    }
}
