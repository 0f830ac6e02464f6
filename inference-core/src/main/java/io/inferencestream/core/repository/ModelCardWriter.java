package io.inferencestream.core.repository;

import io.inferencestream.core.model.ChannelOrder;
import io.inferencestream.core.model.ElementType;
import io.inferencestream.core.model.InputEncoding;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.settings.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes {@code model.yaml} beside a model's files, as {@link ModelRepository} reads it. */
public final class ModelCardWriter {
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
        Files.writeString(versionFolder.resolve(ModelRepository.CARD_FILE), YamlDocument.text(keys(checked)));
        return checked;
    }

    private static Map<String, Object> keys(ModelCard card) {
        Map<String, Object> keys = new LinkedHashMap<>();
        if (!card.labels().isEmpty()) {
            keys.put("labels", card.labels());
        }
        keys.put("input", input(card));
        keys.put("resize", CardResizing.written(card.resize()));
        keys.putAll(AnswerKeys.of(card.answers()));
        putIfGiven(keys, "engine", card.engine());
        if (!card.signature().equals(ModelCard.DEFAULT_SIGNATURE)) {
            keys.put("signature", card.signature());
        }
        if (!card.tags().isEmpty()) {
            keys.put("tags", card.tags());
        }
        if (!card.examples().isEmpty()) {
            keys.put("examples", card.examples());
        }
        if (!card.provenance().isEmpty()) {
            keys.put("provenance", card.provenance());
        }
        if (!card.accuracy().isEmpty()) {
            keys.put("accuracy", card.accuracy());
        }
        keys.put("checksum", card.checksum());
        return keys;
    }

    private static Map<String, Object> input(ModelCard card) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("width", card.input().width());
        input.put("height", card.input().height());
        input.put("channels", card.input().channels());
        InputEncoding encoding = card.encoding();
        ElementType type = encoding.type();
        putIfGiven(input, "type", type == null ? null : ModelCardReader.spelling(type));
        input.put("layout", encoding.layout().name());
        if (encoding.channelOrder() != ChannelOrder.RGB) {
            input.put("channelOrder", encoding.channelOrder().name());
        }
        putIfGiven(input, "tensor", encoding.tensor());
        if (type != ElementType.UINT8) {
            input.put("mean", oneOrSeveral(encoding.normalization().mean()));
            input.put("scale", oneOrSeveral(encoding.normalization().scale()));
        }
        return input;
    }

    private static void putIfGiven(Map<String, Object> keys, String key, @Nullable String value) {
        if (value != null) {
            keys.put(key, value);
        }
    }

    private static Object oneOrSeveral(List<Double> numbers) {
        return numbers.size() == 1 ? numbers.get(0) : numbers;
    }
}
