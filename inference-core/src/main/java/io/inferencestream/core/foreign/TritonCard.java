package io.inferencestream.core.foreign;

import io.inferencestream.core.foreign.ForeignCard.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The card of a model for Triton: {@code config.pbtxt}, and the file of labels that it names. */
final class TritonCard {
    private static final String FILE = "config.pbtxt: ";
    private static final Map<String, String> TYPES = Map.of(
            "TYPE_FP32",
            "float32",
            "TYPE_FP16",
            "float16",
            "TYPE_FP64",
            "float64",
            "TYPE_UINT8",
            "uint8",
            "TYPE_INT8",
            "int8");

    private final Folders folders;
    private final ModelDescription model;

    TritonCard(Folders folders, ModelDescription model) {
        this.folders = folders;
        this.model = model;
    }

    void describe(CardDraft draft) throws IOException {
        Json config = config();
        List<Json> inputs = all(config, "input");
        if (inputs.size() == 1) {
            addInput(draft, inputs.get(0));
        }
        List<Json> outputs = all(config, "output");
        for (Json output : outputs) {
            addLabels(draft, output, outputs.size() > 1);
        }
    }

    private Json config() throws IOException {
        Path file = folders.file("config.pbtxt").orElseThrow();
        try {
            return new TextProtoReader(folders.text(file)).document();
        } catch (IllegalArgumentException e) {
            throw new ForeignFileException(file + " is no configuration of Triton: " + e.getMessage());
        }
    }

    private void addInput(CardDraft draft, Json input) {
        first(input, "name").ifPresent(name -> draft.putText("input.tensor", name, FILE + "input.name"));
        Optional.ofNullable(TYPES.get(first(input, "data_type").orElse("")))
                .ifPresent(type -> draft.put("input.type", type, FILE + "input.data_type"));
        List<Long> dims = dims(input);
        String format = first(input, "format").orElse("");
        int rank = dims.size();
        boolean isPlanar = format.equals("FORMAT_NCHW")
                || format.isEmpty() && rank >= 3 && isChannels(dims.get(rank - 3)) && !isChannels(dims.get(rank - 1));
        boolean isInterleaved = format.equals("FORMAT_NHWC")
                || format.isEmpty() && rank >= 3 && isChannels(dims.get(rank - 1)) && !isChannels(dims.get(rank - 3));
        if (rank < 3 || isPlanar == isInterleaved) {
            return;
        }
        draft.put(
                "input.layout", isPlanar ? "NCHW" : "NHWC", FILE + (format.isEmpty() ? "input.dims" : "input.format"));
        List<Long> image = dims.subList(rank - 3, rank);
        putSize(draft, "channels", image.get(isPlanar ? 0 : 2));
        putSize(draft, "height", image.get(isPlanar ? 1 : 0));
        putSize(draft, "width", image.get(isPlanar ? 2 : 1));
    }

    private static void putSize(CardDraft draft, String key, long size) {
        if (size > 0) {
            draft.put("input." + key, Long.toString(size), FILE + "input.dims");
        }
    }

    private void addLabels(CardDraft draft, Json output, boolean isOneOfSeveral) {
        Optional<String> file = first(output, "label_filename").filter(name -> !name.isBlank());
        if (file.isEmpty()) {
            return;
        }
        draft.putText("labelsFile", folders.relative(file.get()), FILE + "output.label_filename");
        if (isOneOfSeveral || model.outputs().size() > 1) {
            first(output, "name")
                    .ifPresent(name -> draft.putText("outputTensor", name, FILE + "output.name, which has the labels"));
        }
    }

    private static boolean isChannels(long size) {
        return size == 1 || size == 3;
    }

    private static List<Long> dims(Json tensor) {
        return all(tensor, "dims").stream()
                .flatMap(dim -> dim.number().stream())
                .map(Double::longValue)
                .toList();
    }

    private static List<Json> all(Json message, String field) {
        return message.get(field).flatMap(Json::items).orElse(List.of());
    }

    private static Optional<String> first(Json message, String field) {
        return all(message, field).stream()
                .flatMap(value -> value.text().stream())
                .findFirst();
    }
}
