package io.inferencestream.core.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
    /** {@code model.onnx}, or the only {@code *.onnx} of the folder. */
    ONNX("onnxruntime") {
        @Override
        Optional<Path> payload(Path folder) throws IOException {
            Path usual = folder.resolve("model.onnx");
            if (Files.isRegularFile(usual)) {
                return Optional.of(usual);
            }
            try (Stream<Path> entries = Files.list(folder)) {
                List<Path> found = entries.filter(
                                at -> at.getFileName().toString().endsWith(".onnx") && Files.isRegularFile(at))
                        .toList();
                return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
            }
        }
    };

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

    static Optional<ModelFormat> ofEngine(String engine) {
        return Stream.of(values())
                .filter(format -> format.engine.equals(engine))
                .findFirst();
    }

    static String engines() {
        return Stream.of(values()).map(ModelFormat::engine).collect(Collectors.joining(", "));
    }
}
