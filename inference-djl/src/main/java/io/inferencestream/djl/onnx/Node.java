package io.inferencestream.djl.onnx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An operator of a graph.
 *
 * @param type e.g. {@code Reshape}
 * @param isStandard true if it is one of ONNX's own
 * @param inputs names of tensors, blank where an optional one is left out
 * @param outputs names of tensors
 * @param numbers attributes that are whole numbers
 * @param value the tensor of a {@code Constant}, or null
 * @param whole the node as it lies in the file, without tag and length
 */
record Node(
        String type,
        boolean isStandard,
        List<String> inputs,
        List<String> outputs,
        Map<String, Long> numbers,
        @Nullable Constant value,
        ByteBuffer whole) {

    static Node of(ByteBuffer node) throws MalformedOnnxException {
        String type = "";
        String domain = "";
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        Attributes attributes = new Attributes();
        for (Fields fields = new Fields(node); fields.next(); ) {
            if (fields.isBytes(1)) {
                inputs.add(fields.text());
            } else if (fields.isBytes(2)) {
                outputs.add(fields.text());
            } else if (fields.isBytes(4)) {
                type = fields.text();
            } else if (fields.isBytes(5)) {
                attributes.add(fields.body());
            } else if (fields.isBytes(7)) {
                domain = fields.text();
            }
        }
        boolean isStandard = domain.isEmpty() || domain.equals("ai.onnx");
        return new Node(
                type,
                isStandard,
                List.copyOf(inputs),
                List.copyOf(outputs),
                attributes.numbers,
                attributes.tensor,
                node);
    }

    boolean is(String standardType) {
        return isStandard && type.equals(standardType);
    }

    /** This node with other inputs, and all else as it was. */
    Bytes withInputs(List<String> others) throws MalformedOnnxException {
        Bytes changed = new Bytes();
        int input = 0;
        for (Fields fields = new Fields(whole); fields.next(); ) {
            if (fields.isBytes(1)) {
                changed.text(1, others.get(input++));
            } else {
                changed.add(fields.whole());
            }
        }
        return changed;
    }

    /** What matters of the attributes. */
    private static final class Attributes {
        private final Map<String, Long> numbers = new TreeMap<>();
        private @Nullable Constant tensor;

        void add(ByteBuffer attribute) throws MalformedOnnxException {
            String name = "";
            List<Long> list = new ArrayList<>();
            for (Fields fields = new Fields(attribute); fields.next(); ) {
                if (fields.isBytes(1)) {
                    name = fields.text();
                } else if (fields.isVarint(3)) {
                    numbers.put(name, fields.varint());
                } else if (fields.isBytes(5)) {
                    tensor = Constant.of(fields.body()).constant();
                } else if (fields.number() == 8) {
                    fields.numbers(list::add);
                }
            }
            if (name.equals("value_ints")) {
                tensor = new Constant(List.of((long) list.size()), List.copyOf(list));
            }
        }
    }
}
