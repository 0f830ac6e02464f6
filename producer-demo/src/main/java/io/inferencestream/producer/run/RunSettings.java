package io.inferencestream.producer.run;

import io.inferencestream.producer.publish.KeyBy;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run is to do.
 *
 * @param topics where images go and outcomes come
 * @param format how images travel
 * @param keyBy what records are keyed by
 * @param rate images per second; zero for as fast as possible
 * @param model which model is to look at the images; null for the stream's default; events only
 * @param deadline how long after its capture an image is worth predicting; null for ever; events only
 * @param patience longest wait for another outcome; null awaits none
 * @param traces whether every image begins a trace
 * @param kafka properties of Kafka's clients and of the serializer, with {@code bootstrap.servers} among them
 */
public record RunSettings(
        Topics topics,
        Format format,
        KeyBy keyBy,
        double rate,
        @Nullable String model,
        @Nullable Duration deadline,
        @Nullable Duration patience,
        boolean traces,
        Map<String, String> kafka) {

    /** How images travel. */
    public enum Format {
        /** As image events, in Avro. */
        AVRO,
        /** As plain image files. */
        BYTES
    }

    /**
     * Where images go and outcomes come.
     *
     * @param images the stream's input
     * @param predictions the stream's output
     * @param deadLetters what the stream rejects
     */
    public record Topics(String images, String predictions, String deadLetters) {}

    public RunSettings {
        if (format == Format.BYTES && (model != null || deadline != null)) {
            throw new IllegalArgumentException(
                    "a plain image file carries neither model nor deadline: model " + model + ", deadline " + deadline);
        }
        if (patience != null && patience.isNegative()) {
            throw new IllegalArgumentException("patience must not be negative: " + patience);
        }
        kafka = Map.copyOf(kafka);
        if (!kafka.containsKey("bootstrap.servers")) {
            throw new IllegalArgumentException("kafka must name bootstrap.servers: " + kafka.keySet());
        }
    }

    /** Settings of a run that traces nothing. */
    public RunSettings(
            Topics topics,
            Format format,
            KeyBy keyBy,
            double rate,
            @Nullable String model,
            @Nullable Duration deadline,
            @Nullable Duration patience,
            Map<String, String> kafka) {
        this(topics, format, keyBy, rate, model, deadline, patience, false, kafka);
    }

    /** Whether outcomes are awaited. */
    public boolean awaits() {
        return patience != null;
    }
}
