package io.inferencestream.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.tensorflow.engine.TfSymbolBlock;
import io.inferencestream.core.model.ElementType;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.InferenceEngine;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.predict.ModelLoadException;
import io.inferencestream.core.repository.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;

/** Serves SavedModels. */
public final class TensorFlowEngine implements InferenceEngine {
    private static final Logger LOG = LoggerFactory.getLogger(TensorFlowEngine.class);

    private static final Set<String> VARIABLES = Set.of("VarHandleOp", "VariableV2", "Variable");
    static final String REMEDY = "check that saved_model.pb and the variables folder are complete and of one export";

    @Override
    public String name() {
        return "tensorflow";
    }

    @Override
    public LoadedModel load(ModelFiles files, EngineOptions options) throws ModelLoadException {
        Placement placement = TensorFlowRuntime.place(options);
        try {
            return load(files, options, placement, SessionSettings.forDevice(placement));
        } catch (ModelLoadException e) {
            if (SessionSettings.refusedBySingleThreadedExecutor(e)) {
                LOG.atInfo()
                        .addKeyValue("model", files.card().id())
                        .log(
                                "the graph has variables or control flow of TensorFlow 1: runs it by the general executor");
                return load(files, options, placement, SessionSettings.anyGraph(placement));
            }
            throw e;
        }
    }

    private LoadedModel load(ModelFiles files, EngineOptions options, Placement placement, ConfigProto settings)
            throws ModelLoadException {
        ModelCard card = files.card();
        // Always on the CPU as far as DJL goes, which else would move every input there and back; TensorFlow places the
        // graph by itself.
        Model model = Model.newInstance(card.id().toString(), Device.cpu(), TensorFlowRuntime.DJL_NAME);
        Wiring wiring = wire(model, files, placement, settings);
        int maxBatchSize = placement.batchSize(options, card.input());
        boolean takesOne = wiring.input().fixedBatch() == 1 && maxBatchSize > 1;
        List<String> remarks = new ArrayList<>(wiring.input().remarks());
        if (takesOne) {
            remarks.add(oneByOne(card));
        }
        return DjlModel.warm(model, card, wiring, name(), placement, takesOne ? 1 : maxBatchSize, remarks);
    }

    private static String oneByOne(ModelCard card) {
        String remark =
                "takes one image at a time, which is slower than batches: export it with an open batch dimension,"
                        + " with Keras by an input whose shape has none";
        LOG.atWarn().addKeyValue("model", card.id()).log("the model {}", remark);
        return remark;
    }

    private static Wiring wire(Model model, ModelFiles files, Placement placement, ConfigProto settings)
            throws ModelLoadException {
        try {
            SavedModelGraphs graphs = SavedModelGraphs.read(files.payload(), files.card());
            read(model, files, graphs, settings);
            TfSymbolBlock block = (TfSymbolBlock) model.getBlock();
            requireVariables(block, files);
            SavedModelSignature signature = SavedModelSignature.of(block, files.card());
            SessionDevices.require(placement, block, files.card());
            Wiring wiring = Wiring.of(files.card(), signature.inputs(), signature.outputs());
            requireFeedable(wiring.input(), files);
            return wiring;
        } catch (ModelLoadException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private static void read(Model model, ModelFiles files, SavedModelGraphs graphs, ConfigProto settings)
            throws ModelLoadException {
        Path folder = files.payload();
        String[] tags = graphs.tags();
        try {
            model.load(
                    folder,
                    "saved_model.pb",
                    Map.of(
                            "ConfigProto",
                            settings,
                            "Tags",
                            tags,
                            "SignatureDefKey",
                            files.card().signature()));
        } catch (IOException | MalformedModelException | TensorFlowException | ai.djl.engine.EngineException e) {
            throw broken(files, graphs, e);
        } catch (RuntimeException e) { // DJL reads the graph's own description before anybody has checked it
            throw broken(files, graphs, e);
        }
    }

    private static void requireFeedable(ImageInput input, ModelFiles files) throws ModelLoadException {
        if (input.type() == ElementType.FLOAT16) {
            throw Wiring.refuse(
                    files.card(),
                    "wants float16 input, which can be fed to ONNX models only: export it with float32 input, with Keras"
                            + " by casting inside the model, or convert it to ONNX");
        }
    }

    /** TensorFlow loads a graph whose variables are missing without a word, and fails when it comes to run. */
    private static void requireVariables(TfSymbolBlock block, ModelFiles files) throws ModelLoadException {
        Path index = files.payload().resolve("variables").resolve("variables.index");
        boolean needed = block.getSavedModelBundle().getMetaGraphDef().getGraphDef().getNodeList().stream()
                .anyMatch(node -> VARIABLES.contains(node.getOp()));
        if (needed && !Files.isRegularFile(index)) {
            throw Wiring.refuse(files.card(), "has variables, but " + index + " is not there: " + REMEDY);
        }
    }

    private static ModelLoadException broken(ModelFiles files, SavedModelGraphs graphs, Exception e) {
        return new ModelLoadException(
                "model " + files.card().id() + " cannot be loaded by TensorFlow from " + files.payload() + ": "
                        + graphs.fault(String.valueOf(e.getMessage())),
                e);
    }
}
