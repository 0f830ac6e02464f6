package io.inferencestream.stream.cli;

import io.inferencestream.core.outcome.RejectionReason;
import io.inferencestream.deadletters.letter.LetterFilter;
import io.inferencestream.schemas.outcome.RecordPosition;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Which dead letters are meant; those that match everything that is said. */
final class LetterOptions {
    @Parameters(
            arity = "0..*",
            paramLabel = "LETTER",
            converter = RecordName.class,
            description = "Dead letters by where they lie, such as images-dead-letters-3@17.")
    private List<RecordPosition> letters = List.of();

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            split = ",",
            description = "Rejected for one of these: ${COMPLETION-CANDIDATES}.")
    private List<RejectionReason> reasons = List.of();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "The record is of this time or later: 2026-01-31T12:00:00Z, or how long ago, such as 2h.")
    private @Nullable Instant from;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "The record is of before this time.")
    private @Nullable Instant until;

    @Option(names = "--model", paramLabel = "NAME[/VERSION]", description = "This model was to look at it.")
    private @Nullable String model;

    @Option(names = "--partition", paramLabel = "N", split = ",", description = "It lies on one of these partitions.")
    private List<Integer> partitions = List.of();

    @Option(
            names = "--record",
            paramLabel = "RECORD",
            split = ",",
            converter = RecordName.class,
            description = "It was one of these records, such as images-3@1234.")
    private List<RecordPosition> origins = List.of();

    LetterFilter filter() {
        return new LetterFilter(
                reasons.stream().map(RejectionReason::name).collect(Collectors.toSet()),
                Optional.ofNullable(from),
                Optional.ofNullable(until),
                Optional.ofNullable(model),
                new HashSet<>(partitions),
                new HashSet<>(letters),
                new HashSet<>(origins));
    }

    boolean isEmpty() {
        return filter().equals(LetterFilter.ALL);
    }

    /** Reads {@code TOPIC-PARTITION@OFFSET}. */
    static final class RecordName implements ITypeConverter<RecordPosition> {
        @Override
        public RecordPosition convert(String text) {
            return RecordPosition.parse(text)
                    .orElseThrow(
                            () -> new TypeConversionException("a record is named TOPIC-PARTITION@OFFSET, not " + text));
        }
    }

    /** Reads an instant, or a length of time before now. */
    static final class Moment implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                Duration ago = ago(text);
                return Instant.now().minus(ago);
            }
        }

        private static Duration ago(String text) {
            try {
                return new TimeSpan().convert(text);
            } catch (TypeConversionException e) {
                throw new TypeConversionException(
                        "must be a time such as 2026-01-31T12:00:00Z, or how long ago, such as 2h: " + text);
            }
        }
    }
}
