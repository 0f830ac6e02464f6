package io.inferencestream.core.model;

import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.resize.Resizing;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code model.yaml} says of a model: how to feed it and how to read its answers.
 *
 * @param id name and version
 * @param input the image the model wants
 * @param encoding how the image is laid into the input tensor
 * @param resize how other images become that
 * @param answers what the model answers, and how that is read
 * @param engine name of the engine that loads it, or null where the files tell
 * @param signature the signature to call, of formats that have several
 * @param tags of the graph to load, of formats that have several; empty for the usual one
 * @param examples labels that images have to get, by their paths from the version's folder; keeps its order
 * @param provenance where the model comes from, in the words of its maker; keeps its order
 * @param accuracy measured figures, by what they were measured on; keeps its order
 * @param checksum SHA-256 over the model's files, its card aside; lower-case hexadecimal
 */
public record ModelCard(
        ModelId id,
        ImageShape input,
        InputEncoding encoding,
        Resizing resize,
        AnswerSpec answers,
        @Nullable String engine,
        String signature,
        List<String> tags,
        Map<String, String> examples,
        Map<String, String> provenance,
        Map<String, Double> accuracy,
        String checksum) {

    /** The signature that exporters write unless told otherwise. */
    public static final String DEFAULT_SIGNATURE = "serving_default";

    public ModelCard {
        tags = List.copyOf(tags);
        examples = Collections.unmodifiableMap(new LinkedHashMap<>(examples));
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
        accuracy = Collections.unmodifiableMap(new LinkedHashMap<>(accuracy));
        if (!encoding.normalization().fits(input.channels())) {
            throw new IllegalArgumentException("mean and scale need one value, or one for each of " + input.channels()
                    + " channels: " + encoding.normalization());
        }
    }

    /** A model of the plainest kind: uint8 pixels in, probabilities out, one input, one output. */
    public ModelCard(ModelId id, ImageShape input, Resizing resize, List<String> labels, int topK, String checksum) {
        this(id, input, InputEncoding.DIRECT, resize, new ClassesSpec(labels, topK), checksum);
    }

    /** A model whose files tell the engine, with the usual signature and of unknown origin. */
    public ModelCard(
            ModelId id,
            ImageShape input,
            InputEncoding encoding,
            Resizing resize,
            AnswerSpec answers,
            String checksum) {
        this(id, input, encoding, resize, answers, null, DEFAULT_SIGNATURE, Map.of(), Map.of(), checksum);
    }

    /** A model without examples, whose graph has the usual tags. */
    public ModelCard(
            ModelId id,
            ImageShape input,
            InputEncoding encoding,
            Resizing resize,
            AnswerSpec answers,
            @Nullable String engine,
            String signature,
            Map<String, String> provenance,
            Map<String, Double> accuracy,
            String checksum) {
        this(
                id,
                input,
                encoding,
                resize,
                answers,
                engine,
                signature,
                List.of(),
                Map.of(),
                provenance,
                accuracy,
                checksum);
    }

    /** Names of the classes, by class index; empty where the model's task has none. */
    public List<String> labels() {
        return answers.labels();
    }

    /** This card with another checksum. */
    public ModelCard withChecksum(String other) {
        return new ModelCard(
                id, input, encoding, resize, answers, engine, signature, tags, examples, provenance, accuracy, other);
    }

    /** This card with another word on the answers. */
    public ModelCard withAnswers(AnswerSpec other) {
        return new ModelCard(
                id, input, encoding, resize, other, engine, signature, tags, examples, provenance, accuracy, checksum);
    }

    /** This card with another provenance and other figures. */
    public ModelCard withOrigin(Map<String, String> otherProvenance, Map<String, Double> otherAccuracy) {
        return new ModelCard(
                id,
                input,
                encoding,
                resize,
                answers,
                engine,
                signature,
                tags,
                examples,
                otherProvenance,
                otherAccuracy,
                checksum);
    }
}
