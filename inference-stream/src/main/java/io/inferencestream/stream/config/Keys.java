package io.inferencestream.stream.config;

import static io.inferencestream.settings.ValueType.bytes;
import static io.inferencestream.settings.ValueType.choice;
import static io.inferencestream.settings.ValueType.count;
import static io.inferencestream.settings.ValueType.duration;
import static io.inferencestream.settings.ValueType.list;
import static io.inferencestream.settings.ValueType.matching;
import static io.inferencestream.settings.ValueType.optional;
import static io.inferencestream.settings.ValueType.parsed;
import static io.inferencestream.settings.ValueType.path;
import static io.inferencestream.settings.ValueType.portOrOff;
import static io.inferencestream.settings.ValueType.scalar;
import static io.inferencestream.settings.ValueType.topicName;
import static io.inferencestream.settings.ValueType.whole;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.settings.Key;
import io.inferencestream.settings.KnownKeys;
import io.inferencestream.settings.PassThrough;
import io.inferencestream.settings.ValueType.OfText;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Every key of ours with its default: the one list that the file, the environment and the documentation follow. */
final class Keys {
    private static final Duration NO_TIME = Duration.ZERO;
    private static final OfText<ModelRef> MODEL =
            parsed(ModelRef::parse, "does not name a model", "Write NAME or NAME/VERSION, as the folders are called.");

    static final Key<String> APPLICATION = new Key<>("application", "inference-stream", scalar(topicName()));
    static final Key<Optional<String>> INSTANCE = new Key<>("instance", "", optional(text -> text));
    static final Key<Delivery> DELIVERY = new Key<>("delivery", "exactly-once", scalar(choice(Delivery.class)));

    static final Key<String> INPUT_TOPIC = new Key<>("input.topic", "images", scalar(topicName()));
    static final Key<InputFormat> INPUT_FORMAT = new Key<>("input.format", "avro", scalar(choice(InputFormat.class)));

    static final Key<String> PREDICTIONS = new Key<>("output.predictions", "predictions", scalar(topicName()));
    static final Key<String> DEAD_LETTERS = new Key<>("output.deadLetters", "images-dead-letters", scalar(topicName()));
    static final Key<String> ANNOUNCEMENTS = new Key<>("output.models", "models", scalar(topicName()));

    static final Key<Path> REPOSITORY = new Key<>("models.repository", "models", scalar(path()));
    static final Key<List<ModelRef>> SERVE = new Key<>("models.serve", "", list(MODEL));
    static final Key<Optional<ModelRef>> DEFAULT_MODEL = new Key<>("models.default", "", optional(MODEL));
    static final Key<Optional<String>> ENGINE = new Key<>(
            "models.engine",
            "",
            optional(matching(
                    "[a-z][a-z0-9-]*",
                    "is not the name of an engine",
                    "Write tensorflow or onnxruntime, or leave it out.")));
    static final Key<String> DEVICE = new Key<>(
            "models.device",
            "auto",
            scalar(matching("auto|cpu|gpu(:\\d+)?", "is not a device", "Write auto, cpu, gpu or gpu:N.")));
    static final Key<Integer> PREDICTORS = new Key<>("models.predictors", "0", scalar(count(0, 1024)));
    static final Key<Integer> INTRA_OP_THREADS = new Key<>("models.intraOpThreads", "0", scalar(count(0, 1024)));

    static final Key<Integer> MAX_SIZE = new Key<>("batch.maxSize", "0", scalar(count(0, 65_536)));
    static final Key<Duration> LINGER =
            new Key<>("batch.linger", "0ms", scalar(duration(NO_TIME, Duration.ofMinutes(1))));

    static final Key<Long> IMAGE_BYTES =
            new Key<>("limits.imageBytes", "16MiB", scalar(bytes(1, Integer.MAX_VALUE - 1024)));
    static final Key<Long> IMAGE_PIXELS =
            new Key<>("limits.imagePixels", "50000000", scalar(whole(1, Integer.MAX_VALUE)));
    static final Key<Long> IN_FLIGHT_BYTES = new Key<>("limits.inFlightBytes", "0", scalar(bytes(0, Long.MAX_VALUE)));
    static final Key<Integer> IN_FLIGHT_RECORDS =
            new Key<>("limits.inFlightRecords", "0", scalar(count(0, Integer.MAX_VALUE)));
    static final Key<Duration> PREDICT_TIMEOUT =
            new Key<>("limits.predictTimeout", "30s", scalar(duration(Duration.ofMillis(100), Duration.ofHours(1))));

    static final Key<Integer> STREAM_THREADS = new Key<>("threads.stream", "0", scalar(count(0, 1024)));
    static final Key<Integer> DECODE_THREADS = new Key<>("threads.decode", "0", scalar(count(0, 1024)));

    static final Key<Duration> STARTUP_MAX_WAIT =
            new Key<>("startup.maxWait", "30s", scalar(duration(NO_TIME, Duration.ofHours(1))));
    static final Key<String> OBSERVE_HOST = new Key<>(
            "observe.host",
            "127.0.0.1",
            scalar(matching(
                    "[\\w.:-]+", "is not an address of this machine", "Write 127.0.0.1, or 0.0.0.0 for every one.")));
    static final Key<OptionalInt> OBSERVE_PORT = new Key<>("observe.port", "0", scalar(portOrOff()));
    static final Key<Optional<URI>> TRACING_ENDPOINT = new Key<>(
            "tracing.endpoint",
            "",
            optional(parsed(
                    Keys::httpAddress,
                    "is not an HTTP address",
                    "Write where the collector takes OTLP over HTTP, such as http://127.0.0.1:4318/v1/traces.")));
    static final Key<Integer> TRACING_ROOT_PERCENT = new Key<>("tracing.rootPercent", "0", scalar(count(0, 100)));

    static final Key<Optional<Path>> STATE_DIRECTORY = new Key<>("stateDirectory", "", optional(path()));
    static final Key<List<RecordId>> REJECT = new Key<>(
            "reject",
            "",
            list(parsed(
                    RecordId::parse,
                    "does not name a record",
                    "Write TOPIC-PARTITION@OFFSET, such as images-3@1234.")));

    static final List<Key<?>> ALL = List.of(
            APPLICATION,
            INSTANCE,
            DELIVERY,
            INPUT_TOPIC,
            INPUT_FORMAT,
            PREDICTIONS,
            DEAD_LETTERS,
            ANNOUNCEMENTS,
            REPOSITORY,
            SERVE,
            DEFAULT_MODEL,
            ENGINE,
            DEVICE,
            PREDICTORS,
            INTRA_OP_THREADS,
            MAX_SIZE,
            LINGER,
            IMAGE_BYTES,
            IMAGE_PIXELS,
            IN_FLIGHT_BYTES,
            IN_FLIGHT_RECORDS,
            PREDICT_TIMEOUT,
            STREAM_THREADS,
            DECODE_THREADS,
            STARTUP_MAX_WAIT,
            OBSERVE_HOST,
            OBSERVE_PORT,
            TRACING_ENDPOINT,
            TRACING_ROOT_PERCENT,
            STATE_DIRECTORY,
            REJECT);

    /** With the variables that the launcher script reads before there is a JVM, and the sections whose keys are not ours. */
    static final KnownKeys KNOWN = new KnownKeys(
            "stream",
            "INFERENCE_STREAM_",
            Set.of("INFERENCE_STREAM_CONFIG", "INFERENCE_STREAM_HOME", "INFERENCE_STREAM_OPTS"),
            ALL,
            List.of(PassThrough.of("registry"), new PassThrough("kafka", KafkaNames.ALL, KafkaNames.PREFIXES)));

    static final String REGISTRY_URL = "schema.registry.url";
    static final String DEFAULT_REGISTRY_URL = "http://127.0.0.1:8081";
    static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    private Keys() {}

    private static URI httpAddress(String text) {
        URI address = URI.create(text);
        boolean isHttp = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!isHttp || address.getHost() == null) {
            throw new IllegalArgumentException("not an HTTP address: " + text);
        }
        return address;
    }
}
