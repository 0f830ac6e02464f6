package io.inferencestream.djl;

import io.inferencestream.core.predict.InferenceEngine;
import io.inferencestream.core.repository.ModelCard;
import io.inferencestream.core.repository.ModelFiles;
import java.nio.file.Path;

final class OnnxRuntimeEngineTest extends EngineContract {

    @Override
    InferenceEngine engine() {
        return new OnnxRuntimeEngine();
    }

    @Override
    ModelFiles write(TinyNetwork network, ModelCard card) throws Exception {
        Path file = folder.resolve("model.onnx");
        TinyOnnx.write(network, file);
        return new ModelFiles(folder, card, engine().name(), file);
    }
}
