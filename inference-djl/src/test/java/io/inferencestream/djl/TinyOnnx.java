package io.inferencestream.djl;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a {@link TinyNetwork} as an ONNX file: the few messages of onnx.proto that it takes, field by field. */
final class TinyOnnx {
    static final int FLOAT = 1;
    private static final int UINT8 = 2;
    private static final int INT64 = 7;

    private TinyOnnx() {}

    static void write(TinyNetwork network, Path file) throws IOException {
        Files.write(file, model(graph(network)));
    }

    private static byte[] model(byte[] graph) throws IOException {
        byte[] opset = message(out -> {
            out.writeString(1, "");
            out.writeInt64(2, 13);
        });
        return message(out -> {
            out.writeInt64(1, 8); // IR version
            out.writeByteArray(8, opset);
            out.writeByteArray(7, graph);
        });
    }

    private static byte[] graph(TinyNetwork network) throws IOException {
        int width = network.values();
        return message(out -> {
            out.writeByteArray(1, node("Cast", List.of(TinyNetwork.INPUT), "floats", intAttribute("to", FLOAT)));
            out.writeByteArray(1, node("Reshape", List.of("floats", "flatShape"), "flat"));
            out.writeByteArray(1, node("Mul", List.of("flat", "scale"), "values"));
            out.writeByteArray(1, node("MatMul", List.of("values", "weights"), "product"));
            out.writeByteArray(1, node("Slice", List.of("values", "zero", "one", "one"), "first"));
            out.writeByteArray(1, node("Mul", List.of("first", "full"), "level"));
            out.writeByteArray(1, node("Round", List.of("level"), "rounded"));
            out.writeByteArray(1, node("Cast", List.of("rounded"), "index", intAttribute("to", INT64)));
            out.writeByteArray(1, node("Gather", List.of("trap", "index"), "trapped"));
            String sum = network.logits() ? TinyNetwork.SCORES : "sum";
            out.writeByteArray(1, node("Add", List.of("product", "trapped"), sum));
            if (!network.logits()) {
                out.writeByteArray(1, node("Softmax", List.of(sum), TinyNetwork.SCORES, intAttribute("axis", 1)));
            }
            if (network.map()) {
                out.writeByteArray(1, node("Slice", List.of("values", "zero", "mapValues", "one"), "part"));
                out.writeByteArray(1, node("Reshape", List.of("part", "mapShape"), TinyNetwork.MAP));
            }
            if (network.map()) {
                out.writeByteArray(5, ints("mapValues", TinyNetwork.MAP_VALUES));
                out.writeByteArray(
                        5, ints("mapShape", -1, TinyNetwork.MAP_SIDE, TinyNetwork.MAP_SIDE, TinyNetwork.CLASSES));
            }
            out.writeString(2, "tiny");
            out.writeByteArray(5, ints("flatShape", -1, width));
            out.writeByteArray(5, ints("zero", 0));
            out.writeByteArray(5, ints("one", 1));
            out.writeByteArray(5, floats("scale", new float[] {network.floats() ? 1f : 1 / 255f}, 1));
            out.writeByteArray(5, floats("full", new float[] {255f}, 1));
            out.writeByteArray(5, floats("weights", network.weights(), width, TinyNetwork.CLASSES));
            out.writeByteArray(5, floats("trap", TinyNetwork.trap(), TinyNetwork.FATAL_PIXEL));
            out.writeByteArray(11, value(TinyNetwork.INPUT, network.floats() ? FLOAT : UINT8, network.imageShape()));
            out.writeByteArray(12, value(TinyNetwork.SCORES, FLOAT, TinyNetwork.CLASSES));
            if (network.map()) {
                out.writeByteArray(
                        12,
                        value(TinyNetwork.MAP, FLOAT, TinyNetwork.MAP_SIDE, TinyNetwork.MAP_SIDE, TinyNetwork.CLASSES));
            }
        });
    }

    static byte[] node(String type, List<String> inputs, String output, byte[]... attributes) throws IOException {
        return message(out -> {
            for (String input : inputs) {
                out.writeString(1, input);
            }
            out.writeString(2, output);
            out.writeString(4, type);
            for (byte[] attribute : attributes) {
                out.writeByteArray(5, attribute);
            }
        });
    }

    static byte[] intAttribute(String name, long value) throws IOException {
        return message(out -> {
            out.writeString(1, name);
            out.writeInt64(3, value);
            out.writeInt32(20, 2); // kind INT
        });
    }

    static byte[] ints(String name, long... values) throws IOException {
        return message(out -> {
            out.writeInt64(1, values.length);
            out.writeInt32(2, INT64);
            for (long value : values) {
                out.writeInt64(7, value);
            }
            out.writeBytes(8, ByteString.copyFrom(name, StandardCharsets.UTF_8));
        });
    }

    static byte[] floats(String name, float[] values, long... dimensions) throws IOException {
        return message(out -> {
            for (long dimension : dimensions) {
                out.writeInt64(1, dimension);
            }
            out.writeInt32(2, FLOAT);
            for (float value : values) {
                out.writeFloat(4, value);
            }
            out.writeString(8, name);
        });
    }

    private static byte[] value(String name, int type, long... imageShape) throws IOException {
        byte[] shape = message(out -> {
            out.writeByteArray(1, message(dimension -> dimension.writeString(2, "N")));
            for (long size : imageShape) {
                out.writeByteArray(1, message(dimension -> dimension.writeInt64(1, size)));
            }
        });
        byte[] tensor = message(out -> {
            out.writeInt32(1, type);
            out.writeByteArray(2, shape);
        });
        return message(out -> {
            out.writeString(1, name);
            out.writeByteArray(2, message(kind -> kind.writeByteArray(1, tensor)));
        });
    }

    interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    static byte[] message(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.write(out);
        out.flush();
        return bytes.toByteArray();
    }
}
