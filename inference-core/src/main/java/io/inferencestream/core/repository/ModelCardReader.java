package io.inferencestream.core.repository;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.inferencestream.core.model.ElementType;
import io.inferencestream.core.model.InputEncoding;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.model.Normalization;
import io.inferencestream.core.model.OutputReading;
import io.inferencestream.core.model.OutputRule;
import io.inferencestream.core.model.TensorLayout;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.resize.ResizeRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code model.yaml}. Names every problem at once, with the key, the value and what to do. */
final class ModelCardReader {
    static final List<String> KEYS = List.of(
            "labels",
            "labelsFile",
            "input",
            "resize",
            "output",
            "outputTensor",
            "activationMap",
            "topK",
            "engine",
            "signature",
            "provenance",
            "accuracy",
            "checksum");
    static final List<String> INPUT_KEYS =
            List.of("width", "height", "channels", "type", "layout", "tensor", "mean", "scale");

    private static final int MOST_LABELS_BY_DEFAULT = 5;
    private static final int LONGEST_SIDE = 1 << 14;

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path file;
    private final Path modelFolder;
    private final List<String> problems = new ArrayList<>();

    private ModelCardReader(Path file, Path modelFolder) {
        this.file = file;
        this.modelFolder = modelFolder;
    }

    /**
     * Reads a card.
     *
     * @param file the {@code model.yaml}
     * @param modelFolder the model's folder, which a {@code labelsFile} must not leave
     * @param checksum of the version's files; a card that names another is refused
     */
    static ModelCard read(Path file, Path modelFolder, ModelId id, String checksum) throws ModelRepositoryException {
        return new ModelCardReader(file, modelFolder).card(id, checksum);
    }

    private ModelCard card(ModelId id, String checksum) throws ModelRepositoryException {
        YamlFields fields = new YamlFields(parse(), "", problems, KEYS);
        YamlFields inputFields = fields.child("input", INPUT_KEYS);
        ImageShape input = input(inputFields);
        InputEncoding encoding = encoding(inputFields, input.channels());
        List<String> labels = CardLabels.read(fields, file, modelFolder);
        int topK = fields.has("topK")
                ? fields.integer("topK", 1, Math.max(1, labels.size()))
                : Math.min(MOST_LABELS_BY_DEFAULT, labels.size());
        OutputReading output = new OutputReading(
                fields.choice("output", OutputRule.values(), ModelCardReader::spelling, OutputRule.SOFTMAX),
                fields.text("outputTensor"),
                fields.text("activationMap"));
        ResizeRule resize = fields.choice("resize", ResizeRule.values(), ModelCardReader::spelling, ResizeRule.STRETCH);
        String signature = fields.text("signature");
        String engine = engine(fields);
        Map<String, String> provenance = new LinkedHashMap<>();
        fields.scalars("provenance").forEach((key, value) -> provenance.put(key, value.asText()));
        Map<String, Double> accuracy = accuracy(fields);
        checkChecksum(fields, checksum);
        if (!problems.isEmpty()) {
            throw ModelRepositoryException.of(file, problems);
        }
        return new ModelCard(
                id,
                input,
                encoding,
                resize,
                labels,
                topK,
                output,
                engine,
                signature == null ? ModelCard.DEFAULT_SIGNATURE : signature,
                provenance,
                accuracy,
                checksum);
    }

    private ObjectNode parse() throws ModelRepositoryException {
        try {
            JsonNode root = YAML.readTree(Files.readString(file));
            if (root instanceof ObjectNode object) {
                return object;
            }
            throw new ModelRepositoryException(
                    file + " is not a mapping of keys to values: write at least" + " 'labels' and 'input' into it");
        } catch (JsonProcessingException e) {
            throw new ModelRepositoryException(file + " is not YAML: " + e.getOriginalMessage() + where(e), e);
        } catch (IOException e) {
            throw new ModelRepositoryException(file + " cannot be read: " + e, e);
        }
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
    }

    private static ImageShape input(YamlFields fields) {
        int width = fields.integer("width", 1, LONGEST_SIDE);
        int height = fields.integer("height", 1, LONGEST_SIDE);
        int channels = fields.integer("channels", 1, 3);
        if (channels == 2) {
            fields.problem("channels", "is '2': give 1 for gray or 3 for RGB");
        }
        return new ImageShape(width, height, channels == 2 ? 1 : channels);
    }

    private static InputEncoding encoding(YamlFields fields, int channels) {
        ElementType type = fields.choice("type", ElementType.values(), ModelCardReader::spelling, ElementType.UINT8);
        TensorLayout layout = fields.choice("layout", TensorLayout.values(), Enum::name, TensorLayout.NHWC);
        Normalization normalization = new Normalization(
                fields.numbers("mean", Normalization.NONE.mean()), fields.numbers("scale", Normalization.NONE.scale()));
        if (type == ElementType.UINT8 && !normalization.equals(Normalization.NONE)) {
            fields.problem(
                    "type", "is 'uint8', but mean or scale is given: say 'type: float32', or leave mean and scale out");
            normalization = Normalization.NONE;
        }
        if (!normalization.fits(channels)) {
            fields.problem(
                    "mean",
                    "is " + normalization.mean() + " and scale " + normalization.scale()
                            + ": give one number each, or one for each of " + channels + " channels");
            normalization = Normalization.NONE;
        }
        return new InputEncoding(type, layout, normalization, fields.text("tensor"));
    }

    private static @Nullable String engine(YamlFields fields) {
        String engine = fields.text("engine");
        if (engine != null && ModelFormat.ofEngine(engine).isEmpty()) {
            fields.problem("engine", "is '" + engine + "': give one of " + ModelFormat.engines());
        }
        return engine;
    }

    private static Map<String, Double> accuracy(YamlFields fields) {
        Map<String, Double> accuracy = new LinkedHashMap<>();
        fields.scalars("accuracy").forEach((key, value) -> {
            if (value.isNumber()) {
                accuracy.put(key, value.doubleValue());
            } else {
                fields.problem("accuracy." + key, YamlFields.found(value) + ": give a number");
            }
        });
        return accuracy;
    }

    private static void checkChecksum(YamlFields fields, String actual) {
        String given = fields.text("checksum");
        if (given != null && !given.equals(actual)) {
            fields.problem(
                    "checksum",
                    "is '" + given + "', but the files' is " + actual
                            + ": the files are damaged or were exchanged; copy them again, or put the new checksum"
                            + " down");
        }
    }

    static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
