package io.inferencestream.djl;

import io.inferencestream.core.predict.InferenceEngine;
import io.inferencestream.core.repository.ModelCard;
import io.inferencestream.core.repository.ModelFiles;

final class TensorFlowEngineTest extends EngineContract {

    @Override
    InferenceEngine engine() {
        return new TensorFlowEngine();
    }

    @Override
    ModelFiles write(TinyNetwork network, ModelCard card) throws Exception {
        TinySavedModel.write(network, folder);
        return new ModelFiles(folder, card);
    }
}
