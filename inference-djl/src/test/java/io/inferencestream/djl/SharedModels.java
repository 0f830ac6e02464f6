package io.inferencestream.djl;

import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.core.repository.ModelRepository;
import io.inferencestream.testkit.data.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Networks that others trained, put into a model repository as a user would: files and a card, nothing else. */
final class SharedModels {
    private static final String FFNN_CARD = """
            labels: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
            input: {width: 28, height: 28, channels: 1, type: float32, mean: 0, scale: 0.00392156862745098}
            output: logits
            """;

    private SharedModels() {}

    static ModelFiles mobileNet(TinyFormat format, Path repository) throws Exception {
        Path version =
                Files.createDirectories(repository.resolve("mobilenet_v2").resolve("1"));
        Path from = SharedData.folder("mobilenet_v2");
        Files.copy(from.resolve("labels.txt"), version.resolve("labels.txt"));
        Files.copy(Path.of("..", "docs", "examples", "mobilenet_v2", "model.yaml"), version.resolve("model.yaml"));
        if (format == TinyFormat.SAVED_MODEL) {
            copyAll(from.resolve("saved_model"), version);
        } else {
            Files.copy(from.resolve("model.onnx"), version.resolve("model.onnx"));
        }
        return new ModelRepository(repository).find("mobilenet_v2");
    }

    /** A network of 784 inputs without convolutions, from a benchmark of stream processors. */
    static ModelFiles feedForward(TinyFormat format, Path repository) throws Exception {
        Path version = Files.createDirectories(repository.resolve("ffnn").resolve("1"));
        Files.writeString(version.resolve("model.yaml"), FFNN_CARD);
        Path from = SharedData.folder("crayfish");
        copyAll(from.resolve(format == TinyFormat.SAVED_MODEL ? "tf-savedmodel/model-1" : "onnx/model-1"), version);
        return new ModelRepository(repository).find("ffnn");
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy);
                }
            }
        }
    }
}
