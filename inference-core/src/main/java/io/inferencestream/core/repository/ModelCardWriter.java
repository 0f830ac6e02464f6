package io.inferencestream.core.repository;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.inferencestream.core.model.ElementType;
import io.inferencestream.core.model.InputEncoding;
import io.inferencestream.core.model.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes {@code model.yaml} beside a model's files, as {@link ModelRepository} reads it. */
public final class ModelCardWriter {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private ModelCardWriter() {}

    /**
     * Writes the card into a version's folder, over one that lies there. All other files of the version must be complete:
     * their checksum goes into the card, whatever checksum {@code card} has. The card's id is not written, the folders
     * are its name and version.
     *
     * @return the card with the checksum that was written
     */
    public static ModelCard write(ModelCard card, Path versionFolder) throws IOException {
        ModelCard checked = card.withChecksum(ModelChecksum.of(versionFolder));
        Files.writeString(versionFolder.resolve(ModelRepository.CARD_FILE), YAML.writeValueAsString(tree(checked)));
        return checked;
    }

    private static ObjectNode tree(ModelCard card) {
        ObjectNode root = YAML.createObjectNode();
        card.labels().forEach(root.putArray("labels")::add);
        putInput(card, root.putObject("input"));
        root.put("resize", ModelCardReader.spelling(card.resize()));
        root.put("output", ModelCardReader.spelling(card.output().rule()));
        putIfGiven(root, "outputTensor", card.output().tensor());
        putIfGiven(root, "activationMap", card.output().activationMap());
        root.put("topK", card.topK());
        putIfGiven(root, "engine", card.engine());
        if (!card.signature().equals(ModelCard.DEFAULT_SIGNATURE)) {
            root.put("signature", card.signature());
        }
        if (!card.provenance().isEmpty()) {
            card.provenance().forEach(root.putObject("provenance")::put);
        }
        if (!card.accuracy().isEmpty()) {
            card.accuracy().forEach(root.putObject("accuracy")::put);
        }
        return root.put("checksum", card.checksum());
    }

    private static void putInput(ModelCard card, ObjectNode input) {
        input.put("width", card.input().width());
        input.put("height", card.input().height());
        input.put("channels", card.input().channels());
        InputEncoding encoding = card.encoding();
        input.put("type", ModelCardReader.spelling(encoding.type()));
        input.put("layout", encoding.layout().name());
        putIfGiven(input, "tensor", encoding.tensor());
        if (encoding.type() == ElementType.FLOAT32) {
            putNumbers(input, "mean", encoding.normalization().mean());
            putNumbers(input, "scale", encoding.normalization().scale());
        }
    }

    private static void putIfGiven(ObjectNode node, String key, @Nullable String value) {
        if (value != null) {
            node.put(key, value);
        }
    }

    private static void putNumbers(ObjectNode node, String key, List<Double> numbers) {
        if (numbers.size() == 1) {
            node.put(key, numbers.get(0));
            return;
        }
        ArrayNode array = node.putArray(key);
        numbers.forEach(array::add);
    }
}
