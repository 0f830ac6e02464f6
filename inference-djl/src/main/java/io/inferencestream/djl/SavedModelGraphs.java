package io.inferencestream.djl;

import com.google.protobuf.InvalidProtocolBufferException;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.predict.ModelLoadException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/** The graphs of a SavedModel, which are told apart by their tags. */
final class SavedModelGraphs {
    private static final Logger LOG = LoggerFactory.getLogger(SavedModelGraphs.class);
    private static final Set<String> USUAL = Set.of("serve");

    private final ModelCard card;
    private final List<MetaGraphDef> graphs;

    private SavedModelGraphs(ModelCard card, List<MetaGraphDef> graphs) {
        this.card = card;
        this.graphs = graphs;
    }

    /**
     * Reads {@code saved_model.pb}.
     *
     * @throws ModelLoadException if it is none
     */
    static SavedModelGraphs read(Path folder, ModelCard card) throws ModelLoadException {
        Path file = folder.resolve("saved_model.pb");
        String start = "model " + card.id() + " cannot be loaded by TensorFlow from " + folder + ": saved_model.pb is ";
        try {
            String other = ForeignFile.name(file);
            if (other != null) {
                throw new ModelLoadException(start + other);
            }
            try (InputStream in = Files.newInputStream(file)) {
                return new SavedModelGraphs(card, SavedModel.parseFrom(in).getMetaGraphsList());
            }
        } catch (InvalidProtocolBufferException e) {
            throw new ModelLoadException(
                    start + "no complete SavedModel (" + e.getMessage() + "): copy it again, and compare its size with"
                            + " the original's",
                    e);
        } catch (IOException e) {
            throw new ModelLoadException(start + "not readable: " + e, e);
        }
    }

    /**
     * The tags of the graph to load: those of the card, or else {@code serve}, or else those of the only graph.
     *
     * @throws ModelLoadException naming the tags that there are
     */
    String[] tags() throws ModelLoadException {
        List<Set<String>> there = graphs.stream().map(SavedModelGraphs::tags).toList();
        Set<String> wanted = card.tags().isEmpty() ? USUAL : Set.copyOf(card.tags());
        if (there.contains(wanted)) {
            return wanted.toArray(String[]::new);
        }
        if (card.tags().isEmpty() && there.size() == 1) {
            Set<String> only = there.get(0);
            LOG.atInfo()
                    .addKeyValue("model", card.id())
                    .log("the only graph is not for serving: has the tags {}", only);
            return only.toArray(String[]::new);
        }
        throw Wiring.refuse(
                card,
                "has no graph with the tags " + new TreeSet<>(wanted)
                        + ": name those of one of its graphs in model.yaml" + " as tags, which are " + there);
    }

    private static Set<String> tags(MetaGraphDef graph) {
        return new TreeSet<>(graph.getMetaInfoDef().getTagsList());
    }

    /** Says why TensorFlow does not load it, by what stands in the file, and what to do. */
    String fault(String message) {
        String own = message + " (written by TensorFlow "
                + graphs.stream()
                        .map(graph -> graph.getMetaInfoDef().getTensorflowVersion())
                        .filter(version -> !version.isBlank())
                        .findFirst()
                        .orElse("of an unknown version")
                + ")";
        if (message.contains("Op type not registered")) {
            return own + "; TensorFlow " + TensorFlow.version()
                    + " has no such operator, which is one of a newer version or"
                    + " of a library of its own such as TensorFlow Text or Addons: export the model without it";
        }
        if (message.contains("variables") || message.contains("Variable")) {
            return own + "; " + TensorFlowEngine.REMEDY;
        }
        return own;
    }
}
