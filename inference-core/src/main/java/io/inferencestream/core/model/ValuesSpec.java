package io.inferencestream.core.model;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The model answers with numbers.
 *
 * @param values what they are, in the order of the output; at least one
 * @param tensor name of the output with the numbers, or null where the model has but one output
 */
public record ValuesSpec(List<ValueSpec> values, @Nullable String tensor) implements AnswerSpec {

    /**
     * One number, {@code output * scale + offset}.
     *
     * @param name what it is a number of
     * @param unit its unit, or null
     * @param scale multiplied with the output's value
     * @param offset added then
     */
    public record ValueSpec(String name, @Nullable String unit, double scale, double offset) {

        @Override
        public String toString() {
            return name + (unit == null ? "" : " (" + unit + ")");
        }
    }

    public ValuesSpec {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one value");
        }
    }

    @Override
    public Task task() {
        return Task.REGRESSION;
    }

    @Override
    public List<String> labels() {
        return List.of();
    }

    @Override
    public String summary() {
        return task() + " of " + values.stream().map(ValueSpec::toString).collect(Collectors.joining(", "))
                + (tensor == null ? "" : ", in '" + tensor + "'");
    }
}
