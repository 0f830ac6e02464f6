package io.inferencestream.producer.cli;

import io.inferencestream.producer.publish.KeyBy;
import io.inferencestream.producer.run.RunSettings;
import io.inferencestream.producer.run.RunSettings.Format;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How images are sent. */
final class SendOptions {
    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            defaultValue = "images",
            description = "Topic to send to (default: ${DEFAULT-VALUE}).")
    private String topic = "images";

    @Option(
            names = "--format",
            paramLabel = "avro|bytes",
            defaultValue = "avro",
            description = "Send image events in Avro, or plain image files (default: ${DEFAULT-VALUE}).")
    private Format format = Format.AVRO;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Images per second, on a schedule that waits for nobody; 0 for as fast as possible"
                    + " (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--key-by",
            paramLabel = "KEY",
            defaultValue = "source",
            description = "What keys the records, and so keeps order: source (the folder), file, label, round-robin"
                    + " (sixteen made-up cameras), none (default: ${DEFAULT-VALUE}).")
    private String keyBy = "source";

    @Option(
            names = "--model",
            paramLabel = "NAME[/VERSION]",
            description = "Which model is to look at the images; the stream's default if not given.")
    private @Nullable String model;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            description = "An image is not worth predicting later than this after its moment, e.g. 500ms or 2s.")
    private @Nullable Duration deadline;

    @Option(
            names = "--trace",
            description = "Begin a trace with every image: a traceparent header that the stream follows, if it traces.")
    private boolean traces;

    /** Brings all options together, and complains about those that do not go together. */
    RunSettings settings(CommandLine command, AwaitOptions awaiting, KafkaOptions kafka) {
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            throw new ParameterException(command, "--rate must be 0 or more: " + rate);
        }
        if (format == Format.BYTES && (model != null || deadline != null)) {
            throw new ParameterException(
                    command, "--model and --deadline travel in image events only, not with --format bytes");
        }
        return new RunSettings(
                awaiting.topics(topic),
                format,
                keyBy(command),
                rate,
                model,
                deadline,
                awaiting.patience(),
                traces,
                kafka.properties(command));
    }

    private KeyBy keyBy(CommandLine command) {
        for (KeyBy candidate : KeyBy.values()) {
            if (candidate.name().replace('_', '-').toLowerCase(Locale.ROOT).equals(keyBy.toLowerCase(Locale.ROOT))) {
                return candidate;
            }
        }
        throw new ParameterException(command, "--key-by must be source, file, label, round-robin or none: " + keyBy);
    }
}
