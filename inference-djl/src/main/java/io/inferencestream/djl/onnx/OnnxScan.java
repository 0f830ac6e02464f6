package io.inferencestream.djl.onnx;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects what an {@link OnnxFile} tells; field numbers are those of onnx.proto. Used once. */
final class OnnxScan {
    /** Graphs within graphs; a real one has two or three. */
    private static final int MAX_DEPTH = 32;

    private static final int MAX_NAMES = 4096;

    private long irVersion;
    private String producer = "";
    private boolean hasGraph;
    private final Map<String, Long> opsets = new TreeMap<>();
    private final Map<String, TreeSet<String>> operators = new TreeMap<>();
    private final TreeSet<Long> tensorTypes = new TreeSet<>();
    private final TreeSet<String> externalData = new TreeSet<>();
    private final TreeSet<String> localDomains = new TreeSet<>();

    OnnxFile model(ByteBuffer model) throws MalformedOnnxException {
        Fields fields = new Fields(model);
        while (fields.next()) {
            if (fields.isVarint(1)) {
                irVersion = fields.varint();
            } else if (fields.isBytes(2) || fields.isBytes(3)) {
                producer = (producer + " " + fields.text()).strip();
            } else if (fields.isBytes(7)) {
                hasGraph = true;
                graph(fields.body(), 0);
            } else if (fields.isBytes(8)) {
                opset(fields.body());
            } else if (fields.isBytes(25)) {
                function(fields.body());
            }
        }
        if (!hasGraph) {
            throw new MalformedOnnxException("it has no graph");
        }
        return new OnnxFile(irVersion, producer, opsets, operators, tensorTypes, externalData, localDomains);
    }

    private void opset(ByteBuffer opset) throws MalformedOnnxException {
        String domain = "";
        long version = 0;
        for (Fields fields = new Fields(opset); fields.next(); ) {
            domain = fields.isBytes(1) ? fields.text() : domain;
            version = fields.isVarint(2) ? fields.varint() : version;
        }
        opsets.put(domain.equals("ai.onnx") ? "" : domain, version);
    }

    private void function(ByteBuffer function) throws MalformedOnnxException {
        for (Fields fields = new Fields(function); fields.next(); ) {
            if (fields.isBytes(7)) {
                node(fields.body(), 1);
            } else if (fields.isBytes(10)) {
                add(localDomains, fields.text());
            }
        }
    }

    private void graph(ByteBuffer graph, int depth) throws MalformedOnnxException {
        if (depth > MAX_DEPTH) {
            throw new MalformedOnnxException("it has more than " + MAX_DEPTH + " graphs within each other");
        }
        for (Fields fields = new Fields(graph); fields.next(); ) {
            if (fields.isBytes(1)) {
                node(fields.body(), depth);
            } else if (fields.isBytes(5)) {
                tensor(fields.body());
            }
        }
    }

    private void node(ByteBuffer node, int depth) throws MalformedOnnxException {
        String type = "";
        String domain = "";
        for (Fields fields = new Fields(node); fields.next(); ) {
            if (fields.isBytes(4)) {
                type = fields.text();
            } else if (fields.isBytes(7)) {
                domain = fields.text();
            } else if (fields.isBytes(5)) {
                attribute(fields.body(), depth);
            }
        }
        add(operators.computeIfAbsent(domain.equals("ai.onnx") ? "" : domain, any -> new TreeSet<>()), type);
    }

    private void attribute(ByteBuffer attribute, int depth) throws MalformedOnnxException {
        for (Fields fields = new Fields(attribute); fields.next(); ) {
            if (fields.isBytes(5)) {
                tensor(fields.body());
            } else if (fields.isBytes(6) || fields.isBytes(11)) {
                graph(fields.body(), depth + 1);
            }
        }
    }

    private void tensor(ByteBuffer tensor) throws MalformedOnnxException {
        for (Fields fields = new Fields(tensor); fields.next(); ) {
            if (fields.isVarint(2)) {
                tensorTypes.add(fields.varint());
            } else if (fields.isBytes(13)) {
                external(fields.body());
            }
        }
    }

    private void external(ByteBuffer entry) throws MalformedOnnxException {
        String key = "";
        String value = "";
        for (Fields fields = new Fields(entry); fields.next(); ) {
            key = fields.isBytes(1) ? fields.text() : key;
            value = fields.isBytes(2) ? fields.text() : value;
        }
        if (key.equals("location")) {
            add(externalData, value);
        }
    }

    private static void add(TreeSet<String> names, String name) {
        if (names.size() < MAX_NAMES) {
            names.add(name);
        }
    }
}
