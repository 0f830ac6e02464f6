package io.inferencestream.stream.config;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.deadletters.cluster.LetterTopics;
import io.inferencestream.kit.properties.KafkaKeyCheck;
import io.inferencestream.settings.Section;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what is wrong with settings that are each right by themselves.
 *
 * <p>Not thread-safe: checks one configuration.
 */
final class SettingsCheck {
    private final Section keys;

    /** @param keys takes what is wrong */
    SettingsCheck(Section keys) {
        this.keys = keys;
    }

    void check(StreamSettings settings) {
        topicsDiffer(settings);
        rejectedAreInputs(settings);
        new KafkaKeyCheck(keys).check(settings.kafka(), settings.delivery());
    }

    private void topicsDiffer(StreamSettings settings) {
        Map<String, String> users = new HashMap<>(Map.of(settings.input().topic(), "input.topic"));
        claim(users, settings.output().predictions(), "output.predictions");
        claim(users, settings.output().deadLetters(), "output.deadLetters");
        claim(users, settings.output().models(), "output.models");
        String ledger = LetterTopics.ledgerOf(settings.output().deadLetters());
        String other = users.get(ledger);
        if (other != null) {
            keys.problem(
                    "output.deadLetters",
                    "has the ledger " + ledger + ", which is the topic of " + other + " too",
                    "Give each its own topic.");
        }
    }

    private void claim(Map<String, String> users, String topic, String key) {
        String other = users.putIfAbsent(topic, key);
        if (other != null) {
            keys.problem(key, "is the topic of " + other + " too", "Give each its own topic.");
        }
    }

    private void rejectedAreInputs(StreamSettings settings) {
        String topic = settings.input().topic();
        for (RecordId position : settings.reject()) {
            if (!position.topic().equals(topic)) {
                keys.problemBeside(
                        List.of("input.topic"),
                        "reject",
                        "names " + position + ", a record of another topic than the input, " + topic,
                        "Mend the topic, or take the record off the list.");
            }
        }
    }
}
