package io.inferencestream.stream.cli;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.stream.config.InputFormat;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.stream.redeliver.StoredLetter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
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
                "Shows one dead letter: its headers, its key and its value, and writes the value to a file if asked.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:shown", "1:there is no such letter, or the topic cannot be read", "2:wrong usage"})
final class ShowLetterCommand extends OperatorCommand {
    private static final int MOST_BYTES_SHOWN = 64;

    @Parameters(
            paramLabel = "LETTER",
            converter = LetterOptions.RecordName.class,
            description = "Where it lies, such as images-dead-letters-3@17.")
    private @Nullable RecordId letter;

    @Option(names = "--value", paramLabel = "FILE", description = "Write its value there, as it is.")
    private @Nullable Path file;

    @Override
    int run(StreamSettings settings) {
        RecordId wanted = Objects.requireNonNull(letter);
        if (!wanted.topic().equals(settings.output().deadLetters())) {
            throw wrongUsage("the dead letters of this stream lie on "
                    + settings.output().deadLetters() + ", not on " + wanted.topic());
        }
        Optional<StoredLetter> found;
        try (KafkaConsumer<byte[], byte[]> consumer = LetterClients.consumer(settings)) {
            found = LetterClients.topic(settings, consumer).read(wanted);
        }
        if (found.isEmpty()) {
            err().println("There is no letter at " + wanted
                    + ": retention may have taken it, or a receipt lies there.");
            return NOT_DONE;
        }
        print(found.get(), settings.input().format());
        return file == null ? DONE : write(found.get(), file);
    }

    private void print(StoredLetter found, InputFormat format) {
        out().println("letter   " + found.id());
        out().println("record   " + found.origin().map(RecordId::toString).orElse("unknown"));
        out().println("time     " + Instant.ofEpochMilli(found.timestampMillis()));
        out().println("key      " + shown(found.key()));
        out().println("value    " + found.valueBytes() + " bytes, "
                + (format == InputFormat.AVRO ? "an image event" : "an image file") + ": " + shown(found.value()));
        out().println("headers");
        for (Header header : found.headers()) {
            out().println("  " + header.key() + ": " + shown(header.value()));
        }
    }

    /** As text where it is one, in hexadecimal where not; never more than a line. */
    private static String shown(byte @Nullable [] bytes) {
        if (bytes == null) {
            return "none";
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.chars().noneMatch(Character::isISOControl)) {
                return text;
            }
        } catch (CharacterCodingException e) {
            // not a text
        }
        String hex = HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(bytes.length, MOST_BYTES_SHOWN));
        return bytes.length > MOST_BYTES_SHOWN ? hex + " ..." : hex;
    }

    private int write(StoredLetter found, Path target) {
        byte[] value = found.value();
        if (value == null) {
            err().println("It has no value to write.");
            return NOT_DONE;
        }
        try {
            Files.write(target, value);
            out().println("Its value is in " + target);
            return DONE;
        } catch (IOException e) {
            err().println(target + " cannot be written: " + e.getMessage());
            return NOT_DONE;
        }
    }
}
