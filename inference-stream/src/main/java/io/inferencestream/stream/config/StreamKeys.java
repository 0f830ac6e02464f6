package io.inferencestream.stream.config;

import static io.inferencestream.settings.Quantities.bytes;
import static io.inferencestream.settings.Quantities.count;
import static io.inferencestream.settings.Quantities.duration;
import static io.inferencestream.settings.Quantities.portOrOff;
import static io.inferencestream.settings.Quantities.whole;
import static io.inferencestream.settings.Texts.brokers;
import static io.inferencestream.settings.Texts.choice;
import static io.inferencestream.settings.Texts.httpAddress;
import static io.inferencestream.settings.Texts.matching;
import static io.inferencestream.settings.Texts.parsed;
import static io.inferencestream.settings.Texts.path;
import static io.inferencestream.settings.Texts.text;
import static io.inferencestream.settings.Texts.topicName;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.decode.image.ImageFormat;
import io.inferencestream.kit.properties.Delivery;
import io.inferencestream.kit.properties.KafkaNames;
import io.inferencestream.kit.properties.ProcessName;
import io.inferencestream.schemas.name.ApplicationName;
import io.inferencestream.settings.Configuration;
import io.inferencestream.settings.Program;
import io.inferencestream.settings.Section;
import io.inferencestream.settings.TextType;
import io.inferencestream.stream.config.StreamSettings.Batch;
import io.inferencestream.stream.config.StreamSettings.Input;
import io.inferencestream.stream.config.StreamSettings.Limits;
import io.inferencestream.stream.config.StreamSettings.Models;
import io.inferencestream.stream.config.StreamSettings.Observe;
import io.inferencestream.stream.config.StreamSettings.Output;
import io.inferencestream.stream.config.StreamSettings.Startup;
import io.inferencestream.stream.config.StreamSettings.Threads;
import io.inferencestream.tracing.TracingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Every key of the stream, each declared where it is read: file, environment, reference and documentation follow. */
final class StreamKeys {
    /** With the variables that the launcher script reads before there is a JVM. */
    private static final Program PROGRAM = new Program(
            "stream",
            "INFERENCE_STREAM_",
            Set.of("INFERENCE_STREAM_CONFIG", "INFERENCE_STREAM_HOME", "INFERENCE_STREAM_OPTS"));

    private static final TextType<ModelRef> MODEL =
            parsed(ModelRef::parse, "does not name a model", "NAME or NAME/VERSION, as the folders are called");
    private static final TextType<RecordId> RECORD =
            parsed(RecordId::parse, "does not name a record", "TOPIC-PARTITION@OFFSET, such as images-3@1234");
    private static final TextType<ImageFormat> IMAGE_FORMAT =
            choice(ImageFormat.class, format -> format.name().toLowerCase(Locale.ROOT));
    private static final Duration HOUR = Duration.ofHours(1);

    private final Map<String, String> environment;

    private StreamKeys(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @param environment where this process is called by its host's name */
    static Configuration<StreamSettings> in(Map<String, String> environment) {
        return new Configuration<>(PROGRAM, new StreamKeys(environment)::settings);
    }

    private StreamSettings settings(Section keys) {
        Input input = keys.section("input", StreamKeys::input);
        String application =
                keys.value("application", topicName(), () -> ApplicationName.ofStreamThatReads(input.topic()), """
                        Names the stream to Kafka: its application.id, its consumer group, and the prefix of its \
                        transactional ids. Instances that share the work of one stream share this name; no other \
                        stream on the cluster may have it. Empty: inference-stream- and the input topic.""");
        StreamSettings settings = new StreamSettings(
                application,
                keys.value("instance", text(), () -> ProcessName.in(environment), """
                        Names this process in predictions and announcements. Empty: host name and process id."""),
                keys.value("delivery", choice(Delivery.class), "exactly-once", """
                        What a crash may do. exactly-once: every image has one outcome, seen once by consumers that \
                        read committed records. at-least-once: after a crash some outcomes are written again."""),
                input,
                keys.section("output", StreamKeys::output),
                keys.section("models", StreamKeys::models),
                keys.section("batch", StreamKeys::batch),
                keys.section("limits", StreamKeys::limits),
                keys.section("threads", StreamKeys::threads),
                keys.section("startup", StreamKeys::startup),
                keys.section("observe", StreamKeys::observe),
                keys.section("tracing", its -> TracingSettings.read(its, "images")),
                keys.value("stateDirectory", path(), () -> inTemporaryDirectory(application), """
                        Where the journal of images in flight lies, which names the image that crashed an engine. It \
                        must outlive the process. Empty: a directory of the application's name in the temporary \
                        directory."""),
                keys.value("reject", RECORD.listed(), "", """
                        Records that are given up: they go to the dead letters, undecoded."""),
                keys.section("registry", """
                        Keys of the schema registry's client under Confluent's names, on one line each, with their \
                        dots.""", StreamKeys::registry),
                keys.section("kafka", """
                        Kafka's own keys under their own names, on one line each, with their dots; those of its \
                        clients with the prefixes of Kafka Streams too (consumer., main.consumer., producer., \
                        admin.). Some are refused: see docs/configuration.md.""", StreamKeys::kafka));
        new SettingsCheck(keys).check(settings);
        return settings;
    }

    private static String inTemporaryDirectory(String application) {
        return Path.of(System.getProperty("java.io.tmpdir"), application).toString();
    }

    private static Input input(Section keys) {
        return new Input(
                keys.value("topic", topicName(), "images", "The topic of the images."),
                keys.value("format", choice(InputFormat.class), "avro", """
                        avro: its values are image events in the registry's wire format. bytes: its values are plain \
                        image files."""));
    }

    private static Output output(Section keys) {
        return new Output(
                keys.value("predictions", topicName(), "predictions", """
                        The topic of the predictions. With as many partitions as the input, an image's prediction has \
                        the same partition."""),
                keys.value("deadLetters", topicName(), "images-dead-letters", """
                        The topic of the records that got no prediction, untouched, with headers that say why. Its \
                        max.message.bytes must be 64 KiB above the input's."""),
                keys.value("models", topicName(), "models", """
                        The compacted topic on which instances announce the models that they serve."""));
    }

    private static Models models(Section keys) {
        TextType<String> engine =
                matching("[a-z][a-z0-9-]*", "is not the name of an engine", "tensorflow or onnxruntime");
        TextType<String> device = matching("auto|cpu|gpu(:\\d+)?", "is not a device", "auto, cpu, gpu or gpu:N");
        return new Models(
                keys.value("repository", path(), "models", """
                        The directory of the models: <repository>/<name>/<version>/."""),
                keys.value("serve", MODEL.listed(), "", """
                        Which are served; a name alone stands for its newest version. Empty: the newest version of \
                        every model there."""),
                keys.value("default", MODEL.orNone(), "", """
                        The model for images that name none. May be left empty when one model is served."""),
                keys.value("engine", engine.orNone(), "", "What runs the models. Empty: by the model's files."),
                keys.value("device", device, "auto", """
                        Where they run. auto takes a GPU where there is one; gpu without a GPU is an error."""),
                keys.value("predictors", count(0, 1024), "0", """
                        Batches worked on at once, for each model. 0: as many as pay off on the device."""),
                keys.value("intraOpThreads", count(0, 1024), "0", """
                        Threads within one batch. 0: as many as pay off."""));
    }

    private static Batch batch(Section keys) {
        return new Batch(
                keys.value("maxSize", count(0, 65_536), "0", """
                        Maximum number of images in one batch. 0: by the size of the model's input and the device. On \
                        a CPU a batch of more than 64 that is not full holds a multiple of 16; those left over go \
                        into the next."""),
                keys.value("linger", duration(Duration.ZERO, Duration.ofMinutes(1)), "0ms", """
                        How long an image waits for company although a predictor is free. Worth a try only where a \
                        fuller batch is quicker."""));
    }

    private static Limits limits(Section keys) {
        return new Limits(
                Math.toIntExact(keys.value("imageBytes", bytes(1, 2047 << 20), "8MiB", """
                        Largest image file; a larger one is rejected as IMAGE_TOO_LARGE. topics create makes a topic \
                        of images that takes it.""")),
                keys.value("imagePixels", whole(1, Integer.MAX_VALUE), "67108864", """
                        Maximum number of pixels of one image, judged by its header before any of them takes \
                        memory."""),
                keys.value("imageHeldBytes", bytes(0, Long.MAX_VALUE), "0", """
                        Maximum bytes that decoding one image holds at once, judged by its header: a few rows of most \
                        images, but six bytes a pixel of a progressive JPEG of full colour resolution, three at half of \
                        it. Never more than inFlightBytes. 0: 96MiB."""),
                keys.value("imageFormats", IMAGE_FORMAT.listed(), "", """
                        Which kinds of image files are predicted; all others are rejected as UNSUPPORTED_IMAGE. \
                        Empty: all that are read, see docs/images.md."""),
                keys.value("inFlightBytes", bytes(0, Long.MAX_VALUE), "0", """
                        Maximum bytes of images between arrival and outcome. 0: a quarter of the heap."""),
                keys.value("inFlightRecords", count(0, Integer.MAX_VALUE), "0", """
                        Maximum number of images between arrival and outcome. 0: by the rest."""),
                keys.value("predictTimeout", duration(Duration.ofMillis(100), HOUR), "30s", """
                        How long one batch may take. After that the engine hangs: the process ends, and its \
                        partitions move."""));
    }

    private static Threads threads(Section keys) {
        return new Threads(
                keys.value("stream", count(0, 1024), "0", """
                        Kafka Streams' threads. 0: one for every four cores, at least one."""),
                keys.value("decode", count(0, 1024), "0", "Threads that decode images. 0: one for every core."));
    }

    private static Startup startup(Section keys) {
        return new Startup(keys.value("maxWait", duration(Duration.ZERO, HOUR), "30s", """
                How long a start waits for the broker and for the schema registry."""));
    }

    private static Observe observe(Section keys) {
        TextType<String> address = matching(
                "[\\w.:-]+",
                "is not an address of this machine",
                "an address of this machine, such as 127.0.0.1, or 0.0.0.0 for every one");
        return new Observe(keys.value("host", address, "127.0.0.1", """
                        Where metrics (/metrics) and health (/health/live, /health/ready) are served over HTTP. There \
                        is neither encryption nor a password."""), keys.value("port", portOrOff(), "0", """
                        Its port. 0: a free one, which the log names. off: neither metrics nor health."""));
    }

    private static Map<String, String> registry(Section keys) {
        keys.value("schema.registry.url", httpAddress().listed(), "http://127.0.0.1:8081", """
                Where the registry listens; several addresses are tried in turn.""");
        return keys.passedThrough(KafkaNames.REGISTRY);
    }

    private static Map<String, String> kafka(Section keys) {
        keys.required("bootstrap.servers", brokers(), "127.0.0.1:9092", """
                The broker, or several with commas.""");
        return keys.passedThrough(KafkaNames.KAFKA);
    }
}
