package io.inferencestream.lab.answers;

import io.inferencestream.core.answer.Answer;
import io.inferencestream.core.answer.Box;
import io.inferencestream.core.answer.Classification;
import io.inferencestream.core.answer.Detection;
import io.inferencestream.core.answer.Detections;
import io.inferencestream.core.answer.Embedding;
import io.inferencestream.core.answer.Values;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** How far two answers to one image are apart. */
public final class Difference {
    private Difference() {}

    /**
     * The largest difference between two numbers that stand for the same: probabilities, confidences, edges of boxes,
     * components of vectors, values.
     *
     * @return positive infinity where the answers do not say the same things: other classes, objects or names, or another
     *     number of them
     */
    public static double of(Answer one, Answer other) {
        return one.fold(
                classes -> other instanceof Classification its ? of(classes, its) : Double.POSITIVE_INFINITY,
                objects -> other instanceof Detections its ? of(objects, its) : Double.POSITIVE_INFINITY,
                vector -> other instanceof Embedding its ? of(vector, its) : Double.POSITIVE_INFINITY,
                numbers -> other instanceof Values its ? of(numbers, its) : Double.POSITIVE_INFINITY);
    }

    private static double of(Classification one, Classification other) {
        return largest(
                one.topK().size(),
                other.topK().size(),
                i -> one.topK().get(i).label().equals(other.topK().get(i).label())
                        ? one.topK().get(i).probability() - other.topK().get(i).probability()
                        : Double.POSITIVE_INFINITY);
    }

    private static double of(Detections one, Detections other) {
        return largest(
                one.objects().size(),
                other.objects().size(),
                i -> of(one.objects().get(i), other.objects().get(i)));
    }

    private static double of(Detection one, Detection other) {
        if (!one.label().equals(other.label())) {
            return Double.POSITIVE_INFINITY;
        }
        List<Float> own = numbers(one);
        List<Float> others = numbers(other);
        return largest(own.size(), others.size(), i -> own.get(i) - others.get(i));
    }

    private static List<Float> numbers(Detection its) {
        Box box = its.box();
        return List.of(its.confidence(), box.left(), box.top(), box.right(), box.bottom());
    }

    private static double of(Embedding one, Embedding other) {
        return largest(one.size(), other.size(), i -> one.get(i) - other.get(i));
    }

    private static double of(Values one, Values other) {
        return largest(
                one.list().size(),
                other.list().size(),
                i -> one.list().get(i).name().equals(other.list().get(i).name())
                        ? one.list().get(i).value() - other.list().get(i).value()
                        : Double.POSITIVE_INFINITY);
    }

    private static double largest(int size, int otherSize, IntToDoubleFunction difference) {
        return size != otherSize
                ? Double.POSITIVE_INFINITY
                : IntStream.range(0, size)
                        .mapToDouble(i -> Math.abs(difference.applyAsDouble(i)))
                        .max()
                        .orElse(0);
    }
}
