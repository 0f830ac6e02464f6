package io.inferencestream.stream.cli;

import io.inferencestream.deadletters.ledger.Receipt;
import io.inferencestream.deadletters.letter.DeadLetter;
import io.inferencestream.deadletters.letter.LetterFilter;
import io.inferencestream.deadletters.resend.Resender;
import io.inferencestream.schemas.outcome.RecordPosition;
import io.inferencestream.stream.config.StreamSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one dead letter: headers, key, and what is in its value. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "Shows one dead letter: its headers, its key, and the event in its value as far as the registry knows its"
                        + " schema. Writes value or image to a file if asked.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:shown", "1:there is no such letter, or the topic cannot be read", "2:wrong usage"})
final class ShowLetterCommand extends OperatorCommand {
    @Parameters(
            paramLabel = "LETTER",
            converter = LetterOptions.RecordName.class,
            description = "Where it lies, such as images-dead-letters-3@17.")
    private @Nullable RecordPosition letter;

    @Option(names = "--value", paramLabel = "FILE", description = "Write its value there, as it is.")
    private @Nullable Path file;

    @Option(names = "--image", paramLabel = "FILE", description = "Write the image in it there, as it came.")
    private @Nullable Path imageFile;

    @Override
    int run(StreamSettings settings) {
        RecordPosition wanted = Objects.requireNonNull(letter);
        if (!wanted.topic().equals(settings.output().deadLetters())) {
            throw wrongUsage("the dead letters of this stream lie on "
                    + settings.output().deadLetters() + ", not on " + wanted.topic());
        }
        List<Integer> codes = new ArrayList<>();
        try (Resender resender = LetterDoor.open(settings)) {
            resender.list(
                    LetterFilter.of(Set.of(wanted)), (found, receipt) -> codes.add(show(found, receipt, settings)));
        }
        if (codes.isEmpty()) {
            err().println("There is no letter at " + wanted + ", or not any more: retention may have taken it.");
            return NOT_DONE;
        }
        return codes.get(0);
    }

    private int show(DeadLetter found, Optional<Receipt> receipt, StreamSettings settings) {
        LetterValue value = LetterValue.read(found.value(), settings);
        print(found, receipt, value);
        return Math.max(
                write("value", Optional.ofNullable(found.value()), file), write("image", value.image(), imageFile));
    }

    private void print(DeadLetter found, Optional<Receipt> receipt, LetterValue value) {
        out().println("letter   " + found.position());
        out().println("record   " + found.origin().map(RecordPosition::toString).orElse("unknown"));
        out().println("time     " + Instant.ofEpochMilli(found.timestampMillis()));
        out().println("resent   "
                + receipt.map(its -> "at " + its.at() + " by " + Legible.of(its.by()))
                        .orElse("no"));
        out().println("key      " + Legible.of(found.key()));
        out().println("value    " + String.join(System.lineSeparator() + "  ", value.lines()));
        out().println("headers");
        for (Header header : found.headers()) {
            out().println("  " + Legible.of(header.key()) + ": " + Legible.of(header.value()));
        }
    }

    private int write(String what, Optional<byte[]> content, @Nullable Path target) {
        if (target == null) {
            return DONE;
        }
        if (content.isEmpty()) {
            err().println("It has no " + what + " to write.");
            return NOT_DONE;
        }
        try {
            Files.write(target, content.get());
            out().println("Its " + what + " is in " + target);
            return DONE;
        } catch (IOException e) {
            err().println(target + " cannot be written: " + e.getMessage());
            return NOT_DONE;
        }
    }
}
