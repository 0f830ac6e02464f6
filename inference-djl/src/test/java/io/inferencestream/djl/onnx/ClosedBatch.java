package io.inferencestream.djl.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes a model as an exporter does that is given an example of one image: inputs and outputs have a batch of 1. */
public final class ClosedBatch {
    private static final int GRAPH = 7;
    private static final int INPUT = 11;
    private static final int OUTPUT = 12;

    private ClosedBatch() {}

    public static void write(Path from, Path to) throws IOException, MalformedOnnxException {
        Bytes model = within(OnnxFile.map(from), GRAPH, graph -> {
            Bytes inputs = within(graph, INPUT, ClosedBatch::closed);
            return within(joined(inputs), OUTPUT, ClosedBatch::closed);
        });
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            model.writeTo(channel);
        }
    }

    private static Bytes closed(ByteBuffer value) throws MalformedOnnxException {
        return within(value, 2, type -> within(type, 1, tensor -> within(tensor, 2, ClosedBatch::closedShape)));
    }

    private static Bytes closedShape(ByteBuffer shape) throws MalformedOnnxException {
        Bytes changed = new Bytes().message(1, new Bytes().number(1, 1));
        Fields fields = new Fields(shape);
        for (boolean isFirst = true; fields.next(); isFirst = false) {
            if (!isFirst) {
                changed.add(fields.whole());
            }
        }
        return changed;
    }

    private static ByteBuffer joined(Bytes bytes) throws MalformedOnnxException {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        try {
            bytes.writeTo(java.nio.channels.Channels.newChannel(out));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return ByteBuffer.wrap(out.toByteArray());
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
