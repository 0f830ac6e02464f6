package io.inferencestream.djl.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tensor that stands in the file.
 *
 * @param dimensions of it
 * @param numbers its values if it is a short list of 64-bit whole numbers, or null
 */
record Constant(List<Long> dimensions, @Nullable List<Long> numbers) {
    private static final int INT64 = 7;
    private static final int MAX_NUMBERS = 64;

    /** A tensor with the name under which the graph knows it, blank where the tensor has none. */
    record Named(String name, Constant constant) {}

    /** Reads a {@code TensorProto}. */
    static Named of(ByteBuffer tensor) throws MalformedOnnxException {
        String name = "";
        long type = 0;
        List<Long> dimensions = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        for (Fields fields = new Fields(tensor); fields.next(); ) {
            if (fields.number() == 1) {
                fields.numbers(dimensions::add);
            } else if (fields.isVarint(2)) {
                type = fields.varint();
            } else if (fields.number() == 7) {
                fields.numbers(number -> addIfShort(numbers, number));
            } else if (fields.isBytes(8)) {
                name = fields.text();
            } else if (fields.isBytes(9)) {
                raw(fields.body(), numbers);
            }
        }
        boolean isList = type == INT64
                && dimensions.size() == 1
                && dimensions.get(0) == numbers.size()
                && numbers.size() <= MAX_NUMBERS;
        return new Named(name, new Constant(dimensions, isList ? List.copyOf(numbers) : null));
    }

    private static void raw(ByteBuffer raw, List<Long> numbers) {
        raw.order(ByteOrder.LITTLE_ENDIAN);
        while (raw.remaining() >= Long.BYTES && numbers.size() <= MAX_NUMBERS) {
            numbers.add(raw.getLong());
        }
    }

    private static void addIfShort(List<Long> numbers, long number) {
        if (numbers.size() <= MAX_NUMBERS) {
            numbers.add(number);
        }
    }

    /** A {@code TensorProto} with a list of 64-bit whole numbers. */
    static Bytes list(String name, List<Long> numbers) {
        Bytes tensor = new Bytes().number(1, numbers.size()).number(2, INT64);
        numbers.forEach(number -> tensor.number(7, number));
        return tensor.text(8, name);
    }
}
