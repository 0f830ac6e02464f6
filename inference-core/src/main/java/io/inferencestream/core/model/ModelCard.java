package io.inferencestream.core.model;

import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.resize.ResizeRule;
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
 * @param labels names of the classes, by class index; need not differ
 * @param topK how many classes a prediction names; 1 to the number of labels
 * @param output where the answers are and how they are read
 * @param engine name of the engine that loads it, or null where the files tell
 * @param signature the signature to call, of formats that have several
 * @param provenance where the model comes from, in the words of its maker; keeps its order
 * @param accuracy measured figures, by what they were measured on; keeps its order
 * @param checksum SHA-256 over the model's files, its card aside; lower-case hexadecimal
 */
public record ModelCard(
        ModelId id,
        ImageShape input,
        InputEncoding encoding,
        ResizeRule resize,
        List<String> labels,
        int topK,
        OutputReading output,
        @Nullable String engine,
        String signature,
        Map<String, String> provenance,
        Map<String, Double> accuracy,
        String checksum) {

    /** The signature that exporters write unless told otherwise. */
    public static final String DEFAULT_SIGNATURE = "serving_default";

    public ModelCard {
        labels = List.copyOf(labels);
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
        accuracy = Collections.unmodifiableMap(new LinkedHashMap<>(accuracy));
        if (topK < 1 || topK > labels.size()) {
            throw new IllegalArgumentException("topK must be from 1 to " + labels.size() + ": " + topK);
        }
        if (!encoding.normalization().fits(input.channels())) {
            throw new IllegalArgumentException("mean and scale need one value, or one for each of " + input.channels()
                    + " channels: " + encoding.normalization());
        }
    }

    /** A model of the plainest kind: uint8 pixels in, probabilities out, one input, one output. */
    public ModelCard(ModelId id, ImageShape input, ResizeRule resize, List<String> labels, int topK, String checksum) {
        this(
                id,
                input,
                InputEncoding.DIRECT,
                resize,
                labels,
                topK,
                OutputReading.SOFTMAX,
                null,
                DEFAULT_SIGNATURE,
                Map.of(),
                Map.of(),
                checksum);
    }

    /** This card with another checksum. */
    public ModelCard withChecksum(String other) {
        return new ModelCard(
                id, input, encoding, resize, labels, topK, output, engine, signature, provenance, accuracy, other);
    }

    /** This card with another provenance and other figures. */
    public ModelCard withOrigin(Map<String, String> otherProvenance, Map<String, Double> otherAccuracy) {
        return new ModelCard(
                id,
                input,
                encoding,
                resize,
                labels,
                topK,
                output,
                engine,
                signature,
                otherProvenance,
                otherAccuracy,
                checksum);
    }
}
