package io.inferencestream.djl.onnx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rewrites one graph for batches of any size. Used once. */
final class OpenedGraph {
    private static final int NODE = 1;
    private static final int INITIALIZER = 5;
    private static final int INPUT = 11;
    private static final int OUTPUT = 12;
    private static final int VALUE_INFO = 13;

    private final ByteBuffer graph;
    private final String input;
    private final Map<String, Constant> constants = new HashMap<>();

    /** Names of tensors that follow from the images. */
    private final Set<String> fed = new HashSet<>();

    private final BatchSize batch;
    private final List<Bytes> nodes = new ArrayList<>();
    private final Bytes bytes = new Bytes();
    private int changedNodes;

    OpenedGraph(ByteBuffer graph, String input) throws MalformedOnnxException {
        this.graph = graph;
        this.input = input;
        batch = new BatchSize(input);
        fed.add(input);
        readConstants();
        write();
    }

    Bytes bytes() {
        return bytes;
    }

    int changedNodes() {
        return changedNodes;
    }

    private void readConstants() throws MalformedOnnxException {
        for (Fields fields = new Fields(graph); fields.next(); ) {
            if (fields.isBytes(INITIALIZER)) {
                Constant.Named named = Constant.of(fields.body());
                constants.put(named.name(), named.constant());
            }
        }
    }

    /** Shapes of tensors within the graph are left out: they fix the batch too, and engines infer them. */
    private void write() throws MalformedOnnxException {
        Bytes rest = new Bytes();
        for (Fields fields = new Fields(graph); fields.next(); ) {
            if (fields.isBytes(NODE)) {
                nodes.add(changed(Node.of(fields.body())));
            } else if (fields.isBytes(OUTPUT) || fields.isBytes(INPUT) && isImage(fields.body())) {
                rest.message(fields.number(), GraphShapes.opened(fields.body()));
            } else if (!fields.isBytes(VALUE_INFO)) {
                rest.add(fields.whole());
            }
        }
        nodes.forEach(node -> bytes.message(NODE, node));
        batch.constants().forEach(constant -> bytes.message(INITIALIZER, constant));
        bytes.add(rest);
    }

    private boolean isImage(ByteBuffer value) throws MalformedOnnxException {
        return GraphShapes.name(value).equals(input);
    }

    private Bytes changed(Node node) throws MalformedOnnxException {
        if (node.is("Constant") && node.value() != null) {
            node.outputs().forEach(output -> constants.put(output, node.value()));
        }
        List<String> inputs = node.inputs();
        if (inputs.stream().anyMatch(fed::contains)) {
            fed.addAll(node.outputs());
            inputs = opened(node);
        }
        if (inputs.equals(node.inputs())) {
            return new Bytes().add(node.whole());
        }
        changedNodes++;
        batch.takeNodes().forEach(nodes::add);
        return node.withInputs(inputs);
    }

    private List<String> opened(Node node) {
        if (node.is("Reshape") && isFed(node, 0)) {
            return replaced(node, 1, batch::reshapeTarget);
        }
        if (node.is("Resize") && isFed(node, 0)) {
            return replaced(node, 3, batch::sizes);
        }
        if (node.is("Concat") && node.numbers().getOrDefault("axis", 0L) != 0) {
            return node.inputs().stream().map(this::repeated).toList();
        }
        return node.inputs();
    }

    private boolean isFed(Node node, int place) {
        return place < node.inputs().size() && fed.contains(node.inputs().get(place));
    }

    private interface Replacement {
        /** Name of another tensor for this one, or the same. */
        String of(String name, List<Long> numbers);
    }

    private List<String> replaced(Node node, int place, Replacement replacement) {
        List<String> inputs = new ArrayList<>(node.inputs());
        Constant constant = place < inputs.size() ? constants.get(inputs.get(place)) : null;
        List<Long> numbers = constant == null ? null : constant.numbers();
        if (numbers != null && !numbers.isEmpty()) {
            inputs.set(place, replacement.of(inputs.get(place), numbers));
        }
        return inputs;
    }

    /** A constant for one image, joined to what follows from the images, is wanted once for each. */
    private String repeated(String name) {
        Constant constant = constants.get(name);
        if (constant == null || fed.contains(name)) {
            return name;
        }
        int rank = constant.dimensions().size();
        return rank > 1 && constant.dimensions().get(0) == 1 ? batch.repeated(name, rank) : name;
    }
}
