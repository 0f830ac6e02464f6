package io.inferencestream.djl;

import ai.onnxruntime.OrtEnvironment;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.djl.onnx.BatchOpening;
import io.inferencestream.djl.onnx.MalformedOnnxException;
import io.inferencestream.djl.onnx.OnnxFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In which form an ONNX model is served: as it lies there, or for batches of any size where its own shapes allow one image
 * only and the answers are the same.
 *
 * @param file that the engine loads
 * @param maxBatchSize of it
 * @param remarks what its owner should know, a sentence without a full stop each
 */
record OnnxForm(Path file, int maxBatchSize, List<String> remarks) {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxForm.class);

    OnnxForm {
        remarks = List.copyOf(remarks);
    }

    /**
     * Finds the form.
     *
     * @param maxBatchSize that is wished
     */
    static OnnxForm of(ModelFiles files, ImageInput input, Placement placement, int maxBatchSize) {
        OnnxForm asItIs = new OnnxForm(files.payload(), maxBatchSize, List.of());
        if (maxBatchSize == 1) {
            return asItIs;
        }
        BatchTrial trial = new BatchTrial(
                files.card(), input, placement, new TestImages(files.card().input())::image);
        try {
            BatchOpening opening = BatchOpening.of(files.payload(), input.name());
            boolean takesSeveral = input.fixedBatch() != 1
                    && (opening.changedNodes() == 0
                            || trial.refusesTwo(files.payload()).isEmpty());
            return takesSeveral ? asItIs : opened(files, input, trial, opening, maxBatchSize);
        } catch (IOException | MalformedOnnxException e) {
            return input.fixedBatch() == 1 ? oneByOne(files, input, String.valueOf(e.getMessage())) : asItIs;
        }
    }

    private static OnnxForm opened(
            ModelFiles files, ImageInput input, BatchTrial trial, BatchOpening opening, int maxBatchSize)
            throws IOException, MalformedOnnxException {
        String tried = "opening " + BatchOpening.VERSION + ", batches of " + maxBatchSize + ", ONNX Runtime "
                + OrtEnvironment.getEnvironment().getVersion();
        OpenedModels copies =
                new OpenedModels(files, opening, OnnxFile.read(files.payload()).externalData(), tried);
        Optional<Path> kept = copies.kept();
        if (kept.isPresent()) {
            return opened(files.card(), kept.get(), maxBatchSize);
        }
        Path copy = copies.write();
        Optional<String> difference = trial.difference(files.payload(), OpenedModels.graph(copy), maxBatchSize);
        if (difference.isPresent()) {
            OpenedModels.discard(copy);
            return oneByOne(files, input, difference.get());
        }
        return opened(files.card(), copies.keep(copy), maxBatchSize);
    }

    private static OnnxForm opened(ModelCard card, Path copy, int maxBatchSize) {
        LOG.atInfo()
                .addKeyValue("model", card.id())
                .addKeyValue("maxBatchSize", maxBatchSize)
                .addKeyValue("file", copy)
                .log("the model is for one image at a time: serves a copy for batches, whose answers are the same");
        return new OnnxForm(copy, maxBatchSize, List.of());
    }

    private static OnnxForm oneByOne(ModelFiles files, ImageInput input, String obstacle) {
        String remark = "takes one image at a time, which is slower than batches, and cannot be opened for more: "
                + obstacle + "; export it with an open batch dimension, with PyTorch by"
                + " torch.onnx.export(..., dynamic_axes={'" + input.name() + "': {0: 'N'}})";
        LOG.atWarn().addKeyValue("model", files.card().id()).log("the model {}", remark);
        return new OnnxForm(files.payload(), 1, List.of(remark));
    }
}
