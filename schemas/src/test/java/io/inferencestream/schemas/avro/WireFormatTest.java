package io.inferencestream.schemas.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.event.ImageEvent;
import io.inferencestream.schemas.registry.FakeRegistry;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireFormatTest {
    /** Written out by hand from Avro's specification; whoever changes it breaks every reader. */
    private static final String EVENT = "00 00000001" // magic, schema id
            + "04 6964" // id: length 2 in zigzag, "id"
            + "02 73" // source: "s"
            + "d00f" // capturedAt: 1000 in zigzag
            + "02 06 6d2f31" // model: second of the union, "m/1"
            + "00 06 ff00d8" // image: first of the union, three bytes
            + "00" // mediaType: null
            + "02 01" // deadline: second of the union, -1
            + "02 02 6b 02 76 00"; // attributes: a block of one, "k", "v", end

    private static final byte[] PAYLOAD = HexFormat.of().parseHex(EVENT.replace(" ", ""));

    private final FakeRegistry registry = new FakeRegistry();
    private final SchemaRegistryClient client = registry.client();
    private final RecordReader<ImageEvent> reader = RecordReader.of(client, ImageEvent.class);

    @BeforeEach
    void register() {
        client.register("images-value", ImageEvent.getClassSchema());
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private static ImageEvent event() {
        return new ImageEvent(
                "id",
                "s",
                Instant.ofEpochMilli(1000),
                "m/1",
                ByteBuffer.wrap(new byte[] {(byte) 0xff, 0, (byte) 0xd8}),
                null,
                Instant.ofEpochMilli(-1),
                Map.of("k", "v"));
    }

    @Test
    void writesTheseVeryBytes() {
        byte[] written =
                RecordWriter.<ImageEvent>ofValues(client, Map.of(), "images").write(event());

        assertThat(HexFormat.of().formatHex(written)).isEqualTo(HexFormat.of().formatHex(PAYLOAD));
    }

    @Test
    void readsTheseVeryBytes() {
        assertThat(reader.read(PAYLOAD)).isEqualTo(event());
    }

    @Test
    void readsBlocksThatStateTheirSize() {
        String sized = EVENT.replace("02 02 6b 02 76 00", "01 08 02 6b 02 76 00");

        assertThat(reader.read(HexFormat.of().parseHex(sized.replace(" ", "")))).isEqualTo(event());
    }

    @Test
    void findsEveryPrefixUnreadable() {
        for (int length = 0; length < PAYLOAD.length; length++) {
            byte[] prefix = Arrays.copyOf(PAYLOAD, length);

            assertThatThrownBy(() -> reader.read(prefix)).isInstanceOf(UnreadableRecordException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bytes follow the record, 02 02 6b 02 76 00, 02 02 6b 02 76 00 00",
        "the first byte is not zero, 00 00000001, 01 00000001",
        "no such schema, 00 00000001, 00 00000009",
        "a negative schema id, 00 00000001, 00 ffffffff",
        "a string of 2 GB, 04 6964, feffffff0f 6964",
        "a string longer than an array, 04 6964, feffffffffffffffff01 6964",
        "a length that is right in its low 32 bits, 04 6964, 8480808020 6964",
        "a negative length, 04 6964, 01 6964",
        "bytes of 2 GB, 00 06 ff00d8, 00 feffffff0f ff00d8",
        "no such branch, 02 06 6d2f31, 04 06 6d2f31",
        "a negative branch, 02 06 6d2f31, 01 06 6d2f31",
        "a map of 2 billion, 02 02 6b 02 76 00, feffffff0f 02 6b 02 76 00",
        "the least of all longs as a count, 02 02 6b 02 76 00, ffffffffffffffffff01 08 02 6b 02 76 00",
        "a number without end, d00f, ffffffffffffffffffffffff01"
    })
    void isUnreadableWith(String fault, String from, String to) {
        assertThat(EVENT).contains(from);
        byte[] payload = HexFormat.of().parseHex(EVENT.replace(from, to).replace(" ", ""));

        assertThatThrownBy(() -> reader.read(payload)).as(fault).isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void doesNotPrintThePayload() {
        byte[] payload = HexFormat.of().parseHex(EVENT.replace("02 73", "06 73").replace(" ", ""));

        assertThatThrownBy(() -> reader.read(payload)).hasMessageNotContaining("m/1");
    }
}
