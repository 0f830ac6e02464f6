package io.inferencestream.producer.cli;

import io.inferencestream.producer.run.RunSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is awaited after sending. */
final class AwaitOptions {
    @Option(
            names = "--await",
            description = "Follow the output topics until every image is predicted or rejected, then report.")
    private boolean await;

    @Option(
            names = "--predictions-topic",
            paramLabel = "TOPIC",
            defaultValue = "predictions",
            description = "Topic of the predictions (default: ${DEFAULT-VALUE}).")
    private String predictions = "predictions";

    @Option(
            names = "--dead-letter-topic",
            paramLabel = "TOPIC",
            defaultValue = "images-dead-letters",
            description = "Topic of the rejected images (default: ${DEFAULT-VALUE}).")
    private String deadLetters = "images-dead-letters";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "Give up when nothing has come for so long after the last image was sent"
                    + " (default: ${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ofMinutes(1);

    RunSettings.Topics topics(String images) {
        return new RunSettings.Topics(images, predictions, deadLetters);
    }

    /** Longest wait for another outcome; null to await none. */
    @Nullable
    Duration patience() {
        return await ? timeout : null;
    }
}
