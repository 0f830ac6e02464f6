package io.inferencestream.core.foreign;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An input or output as a model's file declares it.
 *
 * @param name to call it by
 * @param type in lower case, such as {@code float32} and {@code uint8}
 * @param shape with -1 for what is left open; empty where nothing is said of it
 */
record DeclaredTensor(String name, String type, List<Long> shape) {
    DeclaredTensor {
        shape = List.copyOf(shape);
    }

    @Override
    public String toString() {
        return "'" + name + "' (" + type + " "
                + shape.stream()
                        .map(size -> size < 0 ? "N" : Long.toString(size))
                        .collect(Collectors.joining(", ", "[", "]"))
                + ")";
    }
}
