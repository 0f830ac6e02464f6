package io.inferencestream.stream.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencestream.deadletters.ledger.Receipt;
import io.inferencestream.deadletters.letter.DeadLetter;
import io.inferencestream.deadletters.resend.Resender;
import io.inferencestream.schemas.outcome.RecordPosition;
import io.inferencestream.stream.config.StreamSettings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists dead letters, a line each. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Lists dead letters, a line each, and how many there are of each reason.",
            "The line of a letter that was resent, by the command line or a gateway, ends with who did it and when."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:listed, be there any or not", "1:the topic cannot be read", "2:wrong usage"})
final class ListLettersCommand extends OperatorCommand {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private final LetterOptions which = new LetterOptions();

    @Option(names = "--json", description = "One JSON object a line, and no count.")
    private boolean isJson;

    private final Map<String, Integer> counts = new TreeMap<>();
    private int resent;

    @Override
    int run(StreamSettings settings) {
        try (Resender resender = LetterDoor.open(settings)) {
            resender.list(which.filter(), this::print);
        }
        if (!isJson) {
            counts.forEach((reason, count) -> out().printf("%,8d  %s%n", count, reason));
            out().printf(
                            "%,8d  dead letters, %,d of them resent%n",
                            counts.values().stream().mapToInt(count -> count).sum(), resent);
        }
        return DONE;
    }

    private void print(DeadLetter letter, Optional<Receipt> receipt) {
        counts.merge(letter.reason().orElse("UNNAMED"), 1, Integer::sum);
        resent += receipt.isPresent() ? 1 : 0;
        Map<String, Object> fields = fields(letter);
        receipt.ifPresent(its -> fields.put("resent", resent(its)));
        out().println(isJson ? json(fields) : line(fields));
    }

    private static Map<String, Object> fields(DeadLetter letter) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("letter", letter.position().toString());
        fields.put("time", Instant.ofEpochMilli(letter.timestampMillis()).toString());
        fields.put("reason", letter.reason().orElse("UNNAMED"));
        fields.put("record", letter.origin().map(RecordPosition::toString).orElse("unknown"));
        fields.put("model", letter.model().orElse("-"));
        fields.put("bytes", letter.valueBytes());
        fields.put("detail", letter.detail().orElse(""));
        return fields;
    }

    private Object resent(Receipt receipt) {
        return isJson
                ? Map.of("by", receipt.by(), "at", receipt.at().toString())
                : "resent by " + Legible.of(receipt.by()) + " at " + receipt.at();
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
