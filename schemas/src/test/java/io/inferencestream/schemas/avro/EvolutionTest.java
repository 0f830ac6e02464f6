package io.inferencestream.schemas.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.event.ImageEvent;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.registry.FakeRegistry;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records cross versions of their schema, as bytes. */
class EvolutionTest {
    private final FakeRegistry registry = new FakeRegistry();
    private final SchemaRegistryClient client = registry.client();

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void readsRecordsOfANewerWriterAndDropsWhatItDoesNotKnow() throws IOException {
        Schema newer = schema(
                "ImageEvent",
                "\"fields\": [",
                "\"fields\": [{\"name\": \"added\", \"type\": {\"type\": \"array\", \"items\": \"string\"}, \"default\":"
                        + " []},");
        ImageEvent event = Events.image(new byte[] {1, 2, 3});
        GenericRecord written = generic(event, newer);
        written.put("added", List.of("a", "b"));

        ImageEvent read = RecordReader.of(client, ImageEvent.class).read(payload(newer, written));

        assertThat(read).isEqualTo(event);
    }

    @Test
    void readsRecordsOfAnOlderWriterAndFillsInTheDefault() throws IOException {
        String attributes = Files.readString(Path.of("src/main/avro/ImageEvent.avsc"))
                .lines()
                .filter(line -> line.contains("\"attributes\""))
                .findFirst()
                .orElseThrow();
        Schema older = schema("ImageEvent", "never too late.\"},\n" + attributes, "never too late.\"}");
        ImageEvent event = Events.image(new byte[] {1, 2, 3});

        ImageEvent read = RecordReader.of(client, ImageEvent.class).read(payload(older, generic(event, older)));

        event.setAttributes(Map.of());
        assertThat(older.getField("attributes")).isNull();
        assertThat(read).isEqualTo(event);
        assertThat(((ByteBuffer) read.getImage()).array()).containsExactly(1, 2, 3);
    }

    /** The last bytes of an old record are fewer than Avro's own decoder wants to see for the newer, longer elements. */
    @Test
    void readsAnArrayWhoseElementsHaveGrownSince() throws IOException {
        Schema older = new Schema.Parser().parse(list(""));
        Schema newer = new Schema.Parser()
                .parse(list(",{\"name\":\"b\",\"type\":\"double\",\"default\":0.5},"
                        + "{\"name\":\"c\",\"type\":\"double\",\"default\":0.5}"));
        GenericRecord element =
                new GenericData.Record(older.getField("list").schema().getElementType());
        element.put("a", 1);
        GenericRecord record = new GenericData.Record(older);
        record.put("list", List.of(element, element, element));
        RecordReader<GenericRecord> reader =
                new RecordReader<>(client, writer -> new RecordReader.Target(newer, new GenericData(), false));

        GenericRecord read = reader.read(payload(older, record));

        assertThat(read.get("list")).asString().contains("\"b\": 0.5");
    }

    @ParameterizedTest
    @CsvSource({"timestamp-micros, 1000", "timestamp-nanos, 1000000"})
    void readsMomentsInTheWritersOwnUnit(String unit, long perMilli) throws IOException {
        String text = Files.readString(Path.of("src/main/avro/ImageEvent.avsc"));
        Schema writer = new Schema.Parser().parse(text.replace("timestamp-millis", unit));
        ImageEvent event = Events.image(new byte[] {1});
        GenericRecord written = generic(event, schema("ImageEvent", "", ""));
        GenericRecord inUnit = new GenericData.Record(writer);
        writer.getFields().forEach(field -> inUnit.put(field.name(), written.get(field.name())));
        inUnit.put("capturedAt", event.getCapturedAt().toEpochMilli() * perMilli);
        inUnit.put("deadline", event.getDeadline().toEpochMilli() * perMilli);

        ImageEvent read = RecordReader.of(client, ImageEvent.class).read(payload(writer, inUnit));

        assertThat(read).isEqualTo(event);
    }

    @Test
    void readsARecordWhoseSchemaIsNamedByAGuidInAHeader() throws IOException {
        UUID guid = UUID.fromString("5f3a6f8e-2c07-4b8b-9c55-0a2f6d9a7b11");
        Schema writer = schema("ImageEvent", "", "");
        ImageEvent event = Events.image(new byte[] {1, 2, 3});
        byte[] framed = payload(writer, generic(event, writer));
        registry.name(1, guid);
        ByteBuffer header = ByteBuffer.allocate(17).put((byte) 1);
        header.putLong(guid.getMostSignificantBits()).putLong(guid.getLeastSignificantBits());
        RecordHeaders headers = new RecordHeaders();
        headers.add("__value_schema_id", header.array());
        byte[] unframed = Arrays.copyOfRange(framed, WireFormat.HEADER_BYTES, framed.length);

        ImageEvent read = AvroDeserializer.of(client, ImageEvent.class).deserialize("images", headers, unframed);

        assertThat(read).isEqualTo(event);
    }

    @Test
    void keepsTextThatAWriterDeclaresAsBytes() throws IOException {
        Schema bytes =
                schema("ImageEvent", "\"name\": \"id\", \"type\": \"string\"", "\"name\": \"id\", \"type\": \"bytes\"");
        GenericRecord written = generic(Events.image(new byte[] {1}), schema("ImageEvent", "", ""));
        GenericRecord withBytes = new GenericData.Record(bytes);
        bytes.getFields().forEach(field -> withBytes.put(field.name(), written.get(field.name())));
        withBytes.put("id", ByteBuffer.wrap(new byte[] {'x', 'y'}));

        ImageEvent read = RecordReader.of(client, ImageEvent.class).read(payload(bytes, withBytes));

        assertThat(read.getId()).isEqualTo("xy");
    }

    @Test
    void findsAnotherKindOfRecordUnreadable() {
        byte[] payload = RecordWriter.<PredictionEvent>ofValues(client, Map.of(), "predictions")
                .write(Events.prediction());

        assertThatThrownBy(() -> RecordReader.of(client, ImageEvent.class).read(payload))
                .isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void skipsWhatIsNestedWithoutEndOnlyAsDeepAsTheStackGoes() throws IOException {
        Schema nested = schema(
                "ImageEvent",
                "\"fields\": [",
                "\"fields\": [{\"name\": \"nest\", \"type\": {\"type\": \"record\", \"name\": \"Nest\", \"fields\":"
                        + " [{\"name\": \"inner\", \"type\": [\"null\", \"Nest\"]}]}},");
        int id = registry.add("nested", nested);
        byte[] payload = new byte[10_000_000];
        Arrays.fill(payload, (byte) 2);
        WireFormat.putHeader(payload, id);

        assertThatThrownBy(() -> RecordReader.of(client, ImageEvent.class).read(payload))
                .isInstanceOf(UnreadableRecordException.class);
    }

    private static String list(String more) {
        return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"list\",\"type\":{\"type\":\"array\","
                + "\"items\":{\"type\":\"record\",\"name\":\"E\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}"
                + more + "]}}}]}";
    }

    /** A schema file with one thing replaced. */
    private static Schema schema(String name, String from, String to) throws IOException {
        String text = Files.readString(Path.of("src/main/avro/" + name + ".avsc"));
        assertThat(text).contains(from);
        return new Schema.Parser().parse(text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));
    }

    /** The event as another program would hold it, in another version of its schema. */
    private static GenericRecord generic(ImageEvent event, Schema schema) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<>(ImageEvent.class).write(event, encoder);
        encoder.flush();
        return new GenericDatumReader<GenericRecord>(event.getSchema(), schema)
                .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
    }

    private byte[] payload(Schema schema, GenericRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] header = new byte[WireFormat.HEADER_BYTES];
        WireFormat.putHeader(header, registry.add("another", schema));
        bytes.write(header);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
