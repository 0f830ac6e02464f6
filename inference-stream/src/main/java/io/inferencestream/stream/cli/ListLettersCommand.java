package io.inferencestream.stream.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencestream.deadletters.letter.LetterFilter;
import io.inferencestream.deadletters.letter.StoredLetter;
import io.inferencestream.schemas.outcome.RecordPosition;
import io.inferencestream.stream.config.StreamSettings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists dead letters, a line each. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists dead letters, a line each, and how many there are of each reason.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:listed, be there any or not", "1:the topic cannot be read", "2:wrong usage"})
final class ListLettersCommand extends OperatorCommand {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private final LetterOptions which = new LetterOptions();

    @Option(names = "--json", description = "One JSON object a line, and no count.")
    private boolean isJson;

    private final Map<String, Integer> counts = new TreeMap<>();

    @Override
    int run(StreamSettings settings) {
        LetterFilter filter = which.filter();
        try (KafkaConsumer<byte[], byte[]> consumer = LetterClients.consumer(settings)) {
            LetterClients.topic(settings, consumer)
                    .read(
                            letter -> {
                                if (filter.matches(letter)) {
                                    print(letter);
                                }
                            },
                            receipt -> {});
        }
        if (!isJson) {
            counts.forEach((reason, count) -> out().printf("%,8d  %s%n", count, reason));
            out().printf(
                            "%,8d  dead letters%n",
                            counts.values().stream().mapToInt(count -> count).sum());
        }
        return DONE;
    }

    private void print(StoredLetter letter) {
        counts.merge(letter.reason().orElse("UNNAMED"), 1, Integer::sum);
        Map<String, Object> fields = fields(letter);
        out().println(isJson ? json(fields) : line(fields));
    }

    private static Map<String, Object> fields(StoredLetter letter) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("letter", letter.id().toString());
        fields.put("time", Instant.ofEpochMilli(letter.timestampMillis()).toString());
        fields.put("reason", letter.reason().orElse("UNNAMED"));
        fields.put("record", letter.origin().map(RecordPosition::toString).orElse("unknown"));
        fields.put("model", letter.model().orElse("-"));
        fields.put("bytes", letter.valueBytes());
        fields.put("detail", letter.detail().orElse(""));
        return fields;
    }

    private static String line(Map<String, Object> fields) {
        StringBuilder line = new StringBuilder();
        fields.forEach((name, value) -> line.append(line.isEmpty() ? "" : "  ").append(value));
        return line.toString().stripTrailing();
    }

    private static String json(Map<String, Object> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers must become JSON: " + fields, e);
        }
    }
}
