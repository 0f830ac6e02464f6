package io.inferencestream.core.foreign;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes model files that say what they take and answer, and compute nothing. */
public final class ForeignModels {
    private ForeignModels() {}

    /** Fields of a message, written one by one. */
    private static final class Message {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message text(int field, String value) {
            return part(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return part(field, value.bytes.toByteArray());
        }

        Message part(int field, byte[] value) {
            varint((long) field << 3 | 2);
            varint(value.length);
            bytes.writeBytes(value);
            return this;
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                bytes.write((int) (rest & 0x7F | 0x80));
                rest >>>= 7;
            }
            bytes.write((int) rest);
        }
    }

    /**
     * An ONNX file with one output {@code logits}.
     *
     * @param type as {@code onnx.proto} numbers it; 1 is a float
     * @param shape of the input; a size below 1 is left open
     */
    public static void onnx(Path file, int type, long[] shape, Map<String, String> metadata) throws IOException {
        Message graph = new Message()
                .message(5, new Message().number(1, 4).part(9, new byte[40_000]).text(8, "weights"))
                .message(11, onnxTensor("weights", 1, 4))
                .message(11, onnxTensor("pixels", type, shape))
                .message(12, onnxTensor("logits", 1, -1, 3));
        Message model = new Message().number(1, 8).message(7, graph);
        new LinkedHashMap<>(metadata)
                .forEach((key, value) ->
                        model.message(14, new Message().text(1, key).text(2, value)));
        Files.createDirectories(file.getParent());
        Files.write(file, model.bytes.toByteArray());
    }

    private static Message onnxTensor(String name, int type, long... shape) {
        Message sizes = new Message();
        for (long size : shape) {
            sizes.message(1, size > 0 ? new Message().number(1, size) : new Message().text(2, "N"));
        }
        Message tensor = new Message().number(1, type).message(2, sizes);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    /**
     * A SavedModel of one signature.
     *
     * @param type as {@code types.proto} numbers it; 1 is a float, 4 a uint8
     */
    public static void savedModel(Path folder, String signature, int type, long... shape) throws IOException {
        Message call =
                new Message().message(1, savedTensor("image", type, shape)).message(2, savedTensor("scores", 1, -1, 3));
        Message graph = new Message()
                .message(1, new Message().text(4, "serve"))
                .part(2, new byte[20_000])
                .message(5, new Message().text(1, "__saved_model_init_op").message(2, new Message()))
                .message(5, new Message().text(1, signature).message(2, call));
        Files.createDirectories(folder);
        Files.write(
                folder.resolve("saved_model.pb"),
                new Message().number(1, 1).message(2, graph).bytes.toByteArray());
    }

    private static Message savedTensor(String name, int type, long... shape) {
        Message sizes = new Message();
        for (long size : shape) {
            sizes.message(2, new Message().number(1, size));
        }
        Message tensor = new Message().text(1, name + ":0").number(2, type).message(3, sizes);
        return new Message().text(1, name).message(2, tensor);
    }
}
