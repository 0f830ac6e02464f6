package io.inferencestream.core.model;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An input or output as the model's file declares it.
 *
 * @param name to call it by
 * @param type in lower case, e.g. {@code float32}, {@code uint8}
 * @param shape with the batch first and -1 for what is left open, or null where not even the rank is known
 */
public record TensorSpec(String name, String type, @Nullable List<Long> shape) {
    private static final long OPEN = -1;

    public TensorSpec {
        shape = shape == null ? null : List.copyOf(shape);
    }

    /** True of a dimension whose size the model leaves open. */
    public static boolean isOpen(long dimension) {
        return dimension < 0;
    }

    /** The size a batch must have, or -1 if that is open. */
    public long batch() {
        return shape == null || shape.isEmpty() ? OPEN : shape.get(0);
    }

    @Override
    public String toString() {
        String dimensions = shape == null
                ? "?"
                : shape.stream()
                        .map(dimension -> isOpen(dimension) ? "N" : Long.toString(dimension))
                        .collect(Collectors.joining(", "));
        return "'" + name + "' (" + type + " [" + dimensions + "])";
    }

    /** All of them, for a message. */
    public static String names(List<TensorSpec> specs) {
        return specs.stream().map(TensorSpec::toString).collect(Collectors.joining(", "));
    }
}
