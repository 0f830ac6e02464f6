package io.inferencestream.lab.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.settings.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Networks by name, and from files: a YAML list of layers, each with its kind as {@code layer}. */
public final class Networks {
    /** Names that {@link #named} knows. */
    public static final List<String> NAMES = List.of("compact", "residual", "mobilenet-v2");

    private static final ObjectMapper LAYERS = new ObjectMapper();

    private Networks() {}

    /**
     * A network of the lab's own.
     *
     * @param width channels of a residual network's first convolution
     * @param dropout of a residual network and of MobileNetV2
     * @throws IllegalArgumentException if none has this name
     */
    public static Network named(String name, ImageShape input, int classes, int width, float dropout) {
        return switch (name) {
            case "compact" -> CompactCnn.of(input, classes);
            case "residual" -> ResidualCnn.of(input, classes, width, dropout);
            case "mobilenet-v2" -> MobileNetV2.of(input, classes, dropout);
            default -> throw new IllegalArgumentException("a network must be one of " + NAMES + ", or a file: " + name);
        };
    }

    /**
     * A network from a file.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is no list of layers, or they do not fit
     */
    public static Network read(Path file, ImageShape input) throws IOException {
        return new Network(input, layers(file));
    }

    private static List<Layer> layers(Path file) throws IOException {
        try {
            if (YamlDocument.values(Files.readString(file)) instanceof List<?> layers) {
                return LAYERS.convertValue(layers, new TypeReference<List<Layer>>() {});
            }
            throw new IllegalArgumentException("begin each with a hyphen");
        } catch (IllegalArgumentException e) {
            String wrong = e.getCause() instanceof JsonProcessingException json
                    ? json.getOriginalMessage()
                    : String.valueOf(e.getMessage());
            throw new IllegalArgumentException(file + " is no list of layers: " + wrong, e);
        }
    }
}
