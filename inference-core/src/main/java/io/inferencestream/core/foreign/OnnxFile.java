package io.inferencestream.core.foreign;

import io.inferencestream.core.foreign.ProtobufReader.Field;
import io.inferencestream.core.foreign.ProtobufReader.Part;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what an ONNX file says of itself: inputs, outputs and {@code metadata_props}. The numbers of fields are those of
 * {@code onnx.proto}.
 *
 * <p>Not thread-safe: reads one file.
 */
final class OnnxFile {
    private final ProtobufReader reader;
    private final Map<String, String> metadata = new HashMap<>();
    private final Set<String> weights = new HashSet<>();
    private final List<DeclaredTensor> inputs = new ArrayList<>();
    private final List<DeclaredTensor> outputs = new ArrayList<>();

    private OnnxFile(ProtobufReader reader) {
        this.reader = reader;
    }

    /** @throws ForeignFileException if it is no ONNX file */
    static ModelDescription read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            OnnxFile onnx = new OnnxFile(new ProtobufReader(channel));
            onnx.reader.read(onnx.reader.all(), onnx::modelField);
            List<DeclaredTensor> fed = onnx.inputs.stream()
                    .filter(input -> !onnx.weights.contains(input.name()))
                    .toList();
            return new ModelDescription(String.valueOf(file.getFileName()), "", fed, onnx.outputs, onnx.metadata);
        }
    }

    private void modelField(Field field) throws IOException {
        if (field.number() == 7) {
            reader.read(field.content(), this::graphField);
        } else if (field.number() == 14) {
            Map<Integer, String> entry = new HashMap<>();
            reader.read(field.content(), part -> entry.put(part.number(), reader.text(part)));
            metadata.put(entry.getOrDefault(1, ""), entry.getOrDefault(2, ""));
        }
    }

    private void graphField(Field field) throws IOException {
        switch (field.number()) {
            case 5 -> reader.read(field.content(), this::weightField);
            case 11 -> inputs.add(tensor(field.content()));
            case 12 -> outputs.add(tensor(field.content()));
            default -> {}
        }
    }

    private void weightField(Field field) throws IOException {
        if (field.number() == 8) {
            weights.add(reader.text(field));
        }
    }

    private DeclaredTensor tensor(Part value) throws IOException {
        TensorFields fields = new TensorFields();
        reader.read(value, field -> {
            if (field.number() == 1) {
                fields.name = reader.text(field);
            } else if (field.number() == 2) {
                reader.read(field.content(), kind -> {
                    if (kind.number() == 1) {
                        reader.read(kind.content(), part -> tensorField(part, fields));
                    }
                });
            }
        });
        return new DeclaredTensor(fields.name, fields.type, fields.shape);
    }

    private void tensorField(Field field, TensorFields fields) throws IOException {
        if (field.number() == 1) {
            fields.type = type(field.value());
        } else if (field.number() == 2) {
            reader.read(field.content(), dimension -> fields.shape.add(size(dimension.content())));
        }
    }

    private long size(Part dimension) throws IOException {
        long[] size = {-1};
        reader.read(dimension, field -> {
            if (field.number() == 1) {
                size[0] = field.value();
            }
        });
        return size[0];
    }

    private static String type(long number) {
        return switch ((int) number) {
            case 1 -> "float32";
            case 2 -> "uint8";
            case 3 -> "int8";
            case 10 -> "float16";
            case 11 -> "float64";
            default -> "type " + number;
        };
    }

    private static final class TensorFields {
        private String name = "";
        private String type = "no tensor";
        private final List<Long> shape = new ArrayList<>();
    }
}
