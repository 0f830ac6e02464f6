package io.inferencestream.stream.check;

import static io.inferencestream.kit.check.Finding.warning;

import io.inferencestream.kit.check.Finding;
import io.inferencestream.stream.config.StreamSettings;
import java.util.ArrayList;
import java.util.List;

/** Judges settings that are allowed and yet may not be meant. */
final class SettingsRules {
    private SettingsRules() {}

    static List<Finding> judge(StreamSettings settings) {
        List<Finding> findings = new ArrayList<>();
        settings.kafkaSettings()
                .unknownKeys()
                .forEach((key, nearest) -> findings.add(warning(
                        "kafka." + key,
                        "Kafka has no such key; it is passed on for plug-ins",
                        nearest.map(name -> "Did you mean " + name + "?")
                                .orElse("Leave it out if no plug-in reads it."))));
        String reset = settings.kafkaSettings().autoOffsetReset();
        if (!reset.equals("earliest") && !reset.equals("none")) {
            findings.add(warning(
                    "kafka.auto.offset.reset",
                    "with " + reset + " a stream that has no offset, or whose offset has expired, skips images",
                    "Write earliest to miss none, or none to stop instead."));
        }
        return List.copyOf(findings);
    }
}
