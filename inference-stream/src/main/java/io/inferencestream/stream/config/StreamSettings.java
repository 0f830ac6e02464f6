package io.inferencestream.stream.config;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.kit.group.MemberLabel;
import io.inferencestream.kit.properties.Delivery;
import io.inferencestream.kit.properties.KafkaSettings;
import io.inferencestream.settings.Configuration;
import io.inferencestream.settings.SettingsException;
import io.inferencestream.tracing.TracingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * All that an operator can say about a stream, read once at start and never changed.
 *
 * <p>Zeros mean "decide for me"; who uses the value says what it decides. The two maps hold
 * secrets as they are.
 *
 * @param application Kafka's {@code application.id}: names the group, prefixes transactional ids
 * @param instance names this process in predictions and announcements
 * @param stateDirectory where the crash journal lies, and Kafka Streams' own directory
 * @param reject records that an operator has given up: they become rejections, undecoded
 * @param registry properties of the schema registry's client under Confluent's names, secrets included
 * @param kafka Kafka's properties under their own names, secrets included, none that this stream refuses
 */
public record StreamSettings(
        String application,
        String instance,
        Delivery delivery,
        Input input,
        Output output,
        Models models,
        Batch batch,
        Limits limits,
        Threads threads,
        Startup startup,
        Observe observe,
        TracingSettings tracing,
        Path stateDirectory,
        List<RecordId> reject,
        Map<String, String> registry,
        Map<String, String> kafka) {

    public StreamSettings {
        reject = List.copyOf(reject);
        registry = Collections.unmodifiableMap(new TreeMap<>(registry));
        kafka = Collections.unmodifiableMap(new TreeMap<>(kafka));
    }

    /**
     * Reads a file, and the environment over it.
     *
     * @param environment variables as of {@link System#getenv()}
     * @throws SettingsException if anything is wrong; names all of it
     */
    public static StreamSettings load(Path file, Map<String, String> environment) {
        return parse(Configuration.text(file), environment);
    }

    /**
     * Reads a YAML text, and the environment over it; an empty text says nothing.
     *
     * @throws SettingsException if anything is wrong; names all of it
     */
    public static StreamSettings parse(String yaml, Map<String, String> environment) {
        return StreamKeys.in(environment).read(yaml, environment);
    }

    /**
     * Every key with its value in effect, one a line, as YAML; secrets masked.
     *
     * @throws SettingsException as {@link #parse}
     */
    public static String inEffect(String yaml, Map<String, String> environment) {
        return StreamKeys.in(environment).inEffect(yaml, environment);
    }

    /** A configuration with every key, its default, and what it means; {@code docs/configuration.md} says the same. */
    public static String reference() {
        return "# Every key of inference-stream with its default. A configuration says only what differs; it must name"
                + " a broker.\n\n" + StreamKeys.in(Map.of()).reference();
    }

    /** What these settings say of Kafka. */
    public KafkaSettings kafkaSettings() {
        return new KafkaSettings(
                application, label().clientId(application), delivery, threads.stream(), stateDirectory, kafka);
    }

    /** What an instance of this stream tells the others of its group. */
    public MemberLabel label() {
        return MemberLabel.of(
                input.topic(),
                input.format().toString(),
                List.of(output.predictions(), output.deadLetters(), output.models()));
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "stream " + application + " from " + input.topic() + " to " + output.predictions();
    }

    /**
     * What is read.
     *
     * @param topic name of the topic
     * @param format what its values are
     */
    public record Input(String topic, InputFormat format) {}

    /**
     * What is written; four topics, input included, that are all different.
     *
     * @param predictions topic of prediction events
     * @param deadLetters topic of records that got none
     * @param models compacted topic on which instances announce what they serve
     */
    public record Output(String predictions, String deadLetters, String models) {}

    /**
     * Which models are served, and on what.
     *
     * @param repository directory of the models
     * @param serve what is served; empty for the newest version of every model in the repository
     * @param defaultModel the model for records that name none
     * @param engine {@code tensorflow} or {@code onnxruntime}; empty to go by the model's files
     * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
     * @param predictors batches worked on at once, per model; 0 for as many as pay off
     * @param intraOpThreads threads within one batch; 0 for as many as pay off
     */
    public record Models(
            Path repository,
            List<ModelRef> serve,
            Optional<ModelRef> defaultModel,
            Optional<String> engine,
            String device,
            int predictors,
            int intraOpThreads) {
        public Models {
            serve = List.copyOf(serve);
        }
    }

    /**
     * When a batch closes.
     *
     * @param maxSize most images in one batch; 0 to go by the size of the model's input and the device
     * @param linger longest an image waits for company although a predictor is free
     */
    public record Batch(int maxSize, Duration linger) {}

    /**
     * What the stream takes on.
     *
     * @param imageBytes largest encoded image
     * @param imagePixels most pixels of one image, as its header says
     * @param imageHeldBytes most bytes that decoding holds of one image at once; 0 for the decoder's default
     * @param imageFormats which kinds of files are predicted; empty for all
     * @param inFlightBytes most bytes of records between arrival and outcome; 0 for a quarter of the heap
     * @param inFlightRecords most records between arrival and outcome; 0 to go by the rest
     * @param predictTimeout longest that one batch may take before the engine counts as hanging
     */
    public record Limits(
            int imageBytes,
            long imagePixels,
            long imageHeldBytes,
            List<ImageFormat> imageFormats,
            long inFlightBytes,
            int inFlightRecords,
            Duration predictTimeout) {
        public Limits {
            imageFormats = List.copyOf(imageFormats);
        }
    }

    /**
     * How many threads work beside the predictors.
     *
     * @param stream Kafka Streams' threads; 0 for a quarter of the cores, at least 1
     * @param decode decoding threads; 0 for one per core
     */
    public record Threads(int stream, int decode) {}

    /**
     * How the stream starts.
     *
     * @param maxWait longest that start waits for the broker and for the registry
     */
    public record Startup(Duration maxWait) {}

    /**
     * Where metrics and health are served.
     *
     * @param host the address to listen on
     * @param port the port, 0 for a free one; empty for not at all
     */
    public record Observe(String host, OptionalInt port) {}
}
