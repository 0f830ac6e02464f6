package io.inferencestream.lab.evaluate;

import io.inferencestream.core.repository.ElementType;
import io.inferencestream.core.repository.InputShape;
import io.inferencestream.core.repository.ModelCard;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.graph.Threads;
import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** Classifies with a SavedModel as it lies on disk, in a session of its own until closed. */
public final class SavedModelClassifier implements Classifier, AutoCloseable {
    private final SavedModelBundle bundle;
    private final InputShape input;
    private final Classifier classifier;

    /**
     * Loads a version of a model that takes gray uint8 pictures and has one output.
     *
     * @throws UnusableModelException if it is another kind of model, or cannot be loaded
     */
    public SavedModelClassifier(ModelFiles files, Threads threads) {
        this(files.payload(), files.card(), threads);
    }

    /**
     * Loads a SavedModel of which the card is known.
     *
     * @throws UnusableModelException if it is no model of gray uint8 pictures with one output, or cannot be loaded
     */
    public SavedModelClassifier(Path savedModel, ModelCard card, Threads threads) {
        input = card.input();
        if (input.channels() != 1 || card.encoding().type() != ElementType.UINT8) {
            throw new UnusableModelException(savedModel, "the lab evaluates models of gray uint8 pictures only");
        }
        try {
            bundle = SavedModelBundle.loader(savedModel.toString())
                    .withTags(SavedModelBundle.DEFAULT_TAG)
                    .withConfigProto(threads.config())
                    .load();
        } catch (TensorFlowException e) {
            throw new UnusableModelException(savedModel, "cannot be loaded: " + e.getMessage(), e);
        }
        try {
            SignatureDef signature = signature(savedModel, card.signature());
            classifier = new SessionClassifier(
                    bundle.session(),
                    only(savedModel, "input", signature.getInputsMap()),
                    only(savedModel, "output", signature.getOutputsMap()));
        } catch (UnusableModelException e) {
            bundle.close();
            throw e;
        }
    }

    private SignatureDef signature(Path savedModel, String key) {
        SignatureDef signature = bundle.metaGraphDef().getSignatureDefMap().get(key);
        if (signature == null) {
            throw new UnusableModelException(savedModel, "has no signature named " + key);
        }
        return signature;
    }

    private static String only(Path savedModel, String what, Map<String, TensorInfo> tensors) {
        if (tensors.size() != 1) {
            throw new UnusableModelException(savedModel, "must have one " + what + ", not " + tensors.keySet());
        }
        return tensors.values().iterator().next().getName();
    }

    @Override
    public float[][] classify(LabelledImages images, int from, int to) {
        if (images.width() != input.width() || images.height() != input.height()) {
            throw new IllegalArgumentException(
                    "the model wants pictures of " + input + ", not of " + images.width() + "x" + images.height());
        }
        return classifier.classify(images, from, to);
    }

    @Override
    public void close() {
        bundle.close();
    }
}
