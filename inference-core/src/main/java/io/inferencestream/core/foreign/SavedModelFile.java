package io.inferencestream.core.foreign;

import io.inferencestream.core.foreign.ProtobufReader.Field;
import io.inferencestream.core.foreign.ProtobufReader.Part;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads what a SavedModel says of itself: the inputs and outputs of its signature. The numbers of fields are those of
 * {@code saved_model.proto} and {@code meta_graph.proto}.
 *
 * <p>Not thread-safe: reads one file.
 */
final class SavedModelFile {
    /** The signature that exporters write unless told otherwise. */
    private static final String USUAL = "serving_default";

    private final ProtobufReader reader;
    private final Map<String, Part> signatures = new TreeMap<>();

    private SavedModelFile(ProtobufReader reader) {
        this.reader = reader;
    }

    /**
     * Reads the usual signature, or else the only one; a description without tensors if it has several others.
     *
     * @param folder with {@code saved_model.pb}
     * @throws ForeignFileException if it is no SavedModel
     */
    static ModelDescription read(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve("saved_model.pb"))) {
            SavedModelFile file = new SavedModelFile(new ProtobufReader(channel));
            file.reader.read(file.reader.all(), graph -> {
                if (graph.number() == 2) {
                    file.reader.read(graph.content(), file::graphField);
                }
            });
            return file.description();
        }
    }

    private void graphField(Field field) throws IOException {
        if (field.number() == 5) {
            Entry entry = entry(field.content());
            if (!entry.name().startsWith("__")) {
                signatures.putIfAbsent(entry.name(), entry.value());
            }
        }
    }

    private ModelDescription description() throws IOException {
        List<DeclaredTensor> inputs = new ArrayList<>();
        List<DeclaredTensor> outputs = new ArrayList<>();
        String name = signatures.containsKey(USUAL) || signatures.size() != 1
                ? USUAL
                : signatures.keySet().iterator().next();
        Part signature = signatures.get(name);
        if (signature != null) {
            reader.read(signature, field -> {
                if (field.number() == 1) {
                    inputs.add(tensor(entry(field.content())));
                } else if (field.number() == 2) {
                    outputs.add(tensor(entry(field.content())));
                }
            });
        }
        return new ModelDescription("saved_model.pb", name, inputs, outputs, Map.of());
    }

    private record Entry(String name, Part value) {}

    private Entry entry(Part map) throws IOException {
        Map<Integer, Part> parts = new HashMap<>();
        List<String> names = new ArrayList<>();
        reader.read(map, field -> {
            if (field.number() == 1) {
                names.add(reader.text(field));
            } else {
                parts.put(field.number(), field.content());
            }
        });
        return new Entry(names.isEmpty() ? "" : names.get(0), parts.getOrDefault(2, new Part(0, 0)));
    }

    private DeclaredTensor tensor(Entry entry) throws IOException {
        List<Long> shape = new ArrayList<>();
        long[] type = {0};
        reader.read(entry.value(), field -> {
            if (field.number() == 2) {
                type[0] = field.value();
            } else if (field.number() == 3) {
                reader.read(field.content(), part -> {
                    if (part.number() == 2) {
                        shape.add(size(part.content()));
                    }
                });
            }
        });
        return new DeclaredTensor(entry.name(), type(type[0]), shape);
    }

    /** A size of 0 is not written at all. */
    private long size(Part dimension) throws IOException {
        long[] size = {0};
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
            case 2 -> "float64";
            case 4 -> "uint8";
            case 6 -> "int8";
            case 19 -> "float16";
            default -> "type " + number;
        };
    }
}
