package io.inferencestream.schemas.event;

import static org.apache.avro.SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.event.ImageEvent;
import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.event.PredictionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A release's schemas are copied to {@code released/VERSION} and never touched again. */
class ReleasedSchemasTest {
    private static final Path RELEASED = Path.of("src/test/resources/released");
    private static final List<Schema> CURRENT =
            List.of(ImageEvent.getClassSchema(), PredictionEvent.getClassSchema(), ModelAnnouncement.getClassSchema());

    static Stream<Path> released() throws IOException {
        try (Stream<Path> files = Files.walk(RELEASED)) {
            return files.filter(file -> file.toString().endsWith(".avsc")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("released")
    void currentReadersReadReleasedRecordsAndReleasedReadersReadCurrentOnes(Path file) {
        Schema released = parse(file);
        Schema current = current(released.getName());

        assertThat(breaks(current, released)).isEmpty();
        assertThat(breaks(released, current)).isEmpty();
    }

    @Test
    void everySchemaHasBeenReleased() throws IOException {
        assertThat(released().map(ReleasedSchemasTest::parse).map(Schema::getFullName))
                .containsAll(CURRENT.stream().map(Schema::getFullName).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            a new field has no default     | "fields": [    | "fields": [{"name": "added", "type": "int"},
            a field changes its type       | "name": "device", "type": "string" | "name": "device", "type": "long"
            a field without default goes   | {"name": "batchSize", "type": "int", |  {"name": "renamed", "type": "int",
            a field of a field goes        | {"name": "decodeMicros", | {"name": "renamedMicros",
            a union loses a type           | ["null", {"type": "array", "items": "float"}], "default": null | {"type": "array", "items": "float"}, "default": []
            """)
    void noticesThat(String change, String from, String to) throws IOException {
        String text = Files.readString(RELEASED.resolve("0.1.0/PredictionEvent.avsc"));
        assertThat(text).contains(from);
        Schema changed = new Schema.Parser().parse(text.replaceFirst(Pattern.quote(from), to));
        Schema released = parse(RELEASED.resolve("0.1.0/PredictionEvent.avsc"));

        List<String> breaks = new ArrayList<>(breaks(changed, released));
        breaks.addAll(breaks(released, changed));

        assertThat(breaks).as(change).isNotEmpty();
    }

    @Test
    void everyFieldAndTypeSaysWhatItIs() {
        List<String> silent = new ArrayList<>();

        CURRENT.forEach(schema -> addSilent(schema, silent));

        assertThat(silent).isEmpty();
    }

    private static void addSilent(Schema schema, List<String> silent) {
        switch (schema.getType()) {
            case RECORD, FIXED, ENUM -> {
                if (schema.getDoc() == null) {
                    silent.add(schema.getFullName());
                }
                if (schema.getType() == Schema.Type.RECORD) {
                    for (Schema.Field field : schema.getFields()) {
                        if (field.doc() == null) {
                            silent.add(schema.getFullName() + "." + field.name());
                        }
                        addSilent(field.schema(), silent);
                    }
                }
            }
            case ARRAY -> addSilent(schema.getElementType(), silent);
            case UNION -> schema.getTypes().forEach(type -> addSilent(type, silent));
            default -> {
                // the others say nothing
            }
        }
    }

    private static List<String> breaks(Schema reader, Schema writer) {
        SchemaCompatibility.SchemaPairCompatibility verdict =
                SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        return verdict.getType() == COMPATIBLE
                ? List.of()
                : verdict.getResult().getIncompatibilities().stream()
                        .map(Object::toString)
                        .toList();
    }

    private static Schema current(String name) {
        return CURRENT.stream()
                .filter(schema -> schema.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("released, and gone: " + name));
    }

    private static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
