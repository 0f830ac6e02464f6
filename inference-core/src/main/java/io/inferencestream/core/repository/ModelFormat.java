package io.inferencestream.core.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of model files that are known, in order of preference, and the engine that loads each. */
public enum ModelFormat {
    /** {@code saved_model.pb} with its {@code variables}; in Triton's layout below {@code model.savedmodel}. */
    SAVED_MODEL("tensorflow") {
        @Override
        Optional<Path> payload(Path folder) {
            return Stream.of(folder, folder.resolve("model.savedmodel"))
                    .filter(at -> Files.isRegularFile(at.resolve("saved_model.pb")))
                    .findFirst();
        }
    },
    /**
     * {@code model.onnx}, or the only {@code *.onnx}: of the version's folder; of a folder named {@code model.onnx}, where
     * Triton has models with external data; of a folder named {@code onnx}, where Hugging Face's Optimum writes.
     */
    ONNX("onnxruntime") {
        @Override
        Optional<Path> payload(Path folder) throws IOException {
            for (Path place : List.of(folder, folder.resolve(ONNX_FILE), folder.resolve("onnx"))) {
                Optional<Path> file = Files.isDirectory(place) ? onnxFile(place) : Optional.empty();
                if (file.isPresent()) {
                    return file;
                }
            }
            return Optional.empty();
        }
    };

    private static final String ONNX_FILE = "model.onnx";

    private final String engine;

    ModelFormat(String engine) {
        this.engine = engine;
    }

    /** Name of the engine that loads this kind. */
    public String engine() {
        return engine;
    }

    /** What an engine is to load from a version's folder, if it holds this kind of model. */
    abstract Optional<Path> payload(Path folder) throws IOException;

    private static Optional<Path> onnxFile(Path folder) throws IOException {
        Path usual = folder.resolve(ONNX_FILE);
        if (Files.isRegularFile(usual)) {
            return Optional.of(usual);
        }
        List<Path> found = onnxFiles(folder);
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Every ONNX file that lies in a folder, by name. */
    static List<Path> onnxFiles(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(at -> at.getFileName().toString().endsWith(".onnx") && Files.isRegularFile(at))
                    .sorted()
                    .toList();
        }
    }
}
