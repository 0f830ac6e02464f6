package io.inferencestream.djl.onnx;

import java.nio.ByteBuffer;

/** Opens the first dimension in what a graph says of its inputs and outputs. */
final class GraphShapes {
    /** What the open dimension is called; no other of a real model is. */
    static final String BATCH = "inference_stream_batch";

    private GraphShapes() {}

    /** The name in a {@code ValueInfoProto}. */
    static String name(ByteBuffer value) throws MalformedOnnxException {
        String name = "";
        for (Fields fields = new Fields(value); fields.next(); ) {
            name = fields.isBytes(1) ? fields.text() : name;
        }
        return name;
    }

    /** A {@code ValueInfoProto} whose first dimension is open where it was 1; others stay as they are. */
    static Bytes opened(ByteBuffer value) throws MalformedOnnxException {
        return within(value, 2, type -> within(type, 1, tensor -> within(tensor, 2, GraphShapes::openedShape)));
    }

    private static Bytes openedShape(ByteBuffer shape) throws MalformedOnnxException {
        Bytes changed = new Bytes();
        boolean isFirst = true;
        for (Fields fields = new Fields(shape); fields.next(); ) {
            if (fields.isBytes(1) && isFirst && isOne(fields.body())) {
                changed.message(1, new Bytes().text(2, BATCH));
            } else {
                changed.add(fields.whole());
            }
            isFirst = false;
        }
        return changed;
    }

    private static boolean isOne(ByteBuffer dimension) throws MalformedOnnxException {
        boolean isOne = false;
        for (Fields fields = new Fields(dimension); fields.next(); ) {
            isOne |= fields.isVarint(1) && fields.varint() == 1;
        }
        return isOne;
    }

    private interface Change {
        Bytes of(ByteBuffer message) throws MalformedOnnxException;
    }

    private static Bytes within(ByteBuffer message, int field, Change change) throws MalformedOnnxException {
        Bytes changed = new Bytes();
        for (Fields fields = new Fields(message); fields.next(); ) {
            if (fields.isBytes(field)) {
                changed.message(field, change.of(fields.body()));
            } else {
                changed.add(fields.whole());
            }
        }
        return changed;
    }
}
