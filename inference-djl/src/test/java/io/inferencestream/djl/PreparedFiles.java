package io.inferencestream.djl;

import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.repository.ModelFiles;
import java.nio.file.Path;

/** What a parent process has written for its child: a process that writes TensorFlow graphs has loaded TensorFlow. */
final class PreparedFiles {
    static final EngineOptions ON_CPU = new EngineOptions("cpu", 1, 1, 256);

    private PreparedFiles() {}

    static ModelFiles of(TinyFormat format, TinyNetwork network, Path folder) {
        Path payload = format == TinyFormat.SAVED_MODEL ? folder : format.graph(folder);
        return new ModelFiles(folder, network.card(), format.engine().name(), payload);
    }
}
