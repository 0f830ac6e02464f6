package io.inferencestream.djl.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tensors that stand for the size of the batch at hand, each made once for all that need it. Used for one graph. */
final class BatchSize {
    private static final String PREFIX = "inference_stream/";
    private static final String SIZE = PREFIX + "size";
    private static final String ZERO = PREFIX + "zero";

    private final String input;
    private final List<Bytes> nodes = new ArrayList<>();
    private final List<Bytes> constants = new ArrayList<>();
    private final Map<String, String> made = new HashMap<>();

    BatchSize(String input) {
        this.input = input;
    }

    /** The operators that make the tensors named since the last call, in an order in which they can be computed. */
    List<Bytes> takeNodes() {
        List<Bytes> taken = List.copyOf(nodes);
        nodes.clear();
        return taken;
    }

    List<Bytes> constants() {
        return constants;
    }

    /** The batch takes up what is left, unless another dimension does: then it is said in numbers. */
    String reshapeTarget(String name, List<Long> target) {
        boolean isOpen = target.contains(-1L);
        if (target.get(0) < 1 || isOpen && target.get(0) != 1) {
            return name;
        }
        List<Long> rest = target.subList(1, target.size());
        return isOpen
                ? counted(rest)
                : constant(Stream.concat(Stream.of(-1L), rest.stream()).toList());
    }

    /** The sizes of a whole tensor, its batch first. */
    String sizes(String name, List<Long> sizes) {
        return sizes.get(0) == 1 && sizes.size() > 2 ? counted(sizes.subList(1, sizes.size())) : name;
    }

    /** A constant for one image, as often as there are images. */
    String repeated(String constant, int rank) {
        String key = "repeated " + constant;
        String known = made.get(key);
        if (known != null) {
            return known;
        }
        String shape = counted(Collections.nCopies(rank - 1, 1L));
        String name = name(key);
        nodes.add(node("Expand", name, constant, shape));
        return name;
    }

    /** A list that begins with the size of the batch. */
    private String counted(List<Long> rest) {
        String key = "counted " + rest;
        String known = made.get(key);
        if (known != null) {
            return known;
        }
        String tail = constant(rest);
        makeSize();
        String name = name(key);
        nodes.add(node("Concat", name, SIZE, tail).message(5, axis()));
        return name;
    }

    private String constant(List<Long> numbers) {
        String key = "constant " + numbers;
        String known = made.get(key);
        if (known != null) {
            return known;
        }
        String name = name(key);
        constants.add(Constant.list(name, numbers));
        return name;
    }

    private String name(String key) {
        String name = PREFIX + made.size();
        made.put(key, name);
        return name;
    }

    private void makeSize() {
        if (made.putIfAbsent(SIZE, SIZE) == null) {
            constants.add(Constant.list(ZERO, List.of(0L)));
            nodes.add(node("Shape", SIZE + "s", input));
            nodes.add(node("Gather", SIZE, SIZE + "s", ZERO));
        }
    }

    private static Bytes node(String type, String output, String... inputs) {
        Bytes node = new Bytes();
        for (String name : inputs) {
            node.text(1, name);
        }
        return node.text(2, output).text(3, output).text(4, type);
    }

    /** The attribute {@code axis} of a list, which has but one. */
    private static Bytes axis() {
        return new Bytes().text(1, "axis").number(3, 0).number(20, 2);
    }
}
