package io.inferencestream.djl;

import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.output.BatchScores;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.EngineException;
import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.InferenceEngine;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.repository.ModelFiles;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The engines, each with the kind of file that it loads. */
enum TinyFormat {
    SAVED_MODEL(new TensorFlowEngine()) {
        @Override
        ModelFiles write(TinyNetwork network, ModelCard card, Path folder) throws Exception {
            TinySavedModel.write(network, folder);
            return new ModelFiles(folder, card);
        }

        @Override
        Path graph(Path folder) {
            return folder.resolve("saved_model.pb");
        }
    },
    ONNX(new OnnxRuntimeEngine()) {
        @Override
        ModelFiles write(TinyNetwork network, ModelCard card, Path folder) throws Exception {
            TinyOnnx.write(network, graph(folder));
            return new ModelFiles(folder, card, engine().name(), graph(folder));
        }

        @Override
        Path graph(Path folder) {
            return folder.resolve("model.onnx");
        }
    };

    private final InferenceEngine engine;

    TinyFormat(InferenceEngine engine) {
        this.engine = engine;
    }

    InferenceEngine engine() {
        return engine;
    }

    /** Writes a network's files into a folder and answers them with a card. */
    abstract ModelFiles write(TinyNetwork network, ModelCard card, Path folder) throws Exception;

    /** The file with the graph. */
    abstract Path graph(Path folder);

    LoadedModel load(TinyNetwork network, Path folder, int maxBatchSize) throws Exception {
        return engine.load(write(network, network.card(), folder), new EngineOptions("cpu", 0, 0, maxBatchSize));
    }

    static BatchScores predict(BatchPredictor predictor, byte[]... images) throws EngineException {
        ByteBuffer buffer = predictor.begin(images.length);
        for (byte[] image : images) {
            buffer.put(image);
        }
        return (BatchScores) predictor.predict();
    }
}
