package io.inferencestream.schemas.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.event.ImageEvent;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.registry.FakeRegistry;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundTripTest {
    private final FakeRegistry registry = new FakeRegistry();
    private final SchemaRegistryClient client = registry.client();
    private final RecordWriter<ImageEvent> images = RecordWriter.ofValues(client, Map.of(), "images");
    private final RecordWriter<PredictionEvent> predictions = RecordWriter.ofValues(client, Map.of(), "predictions");

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void readsWhatItWrote() {
        PredictionEvent event = Events.prediction();

        PredictionEvent read = RecordReader.of(client, PredictionEvent.class).read(predictions.write(event));

        assertThat(read).isEqualTo(event);
        assertThat(read.getCapturedAt()).isEqualTo(Events.CAPTURED);
        assertThat(read.getModel()).isEqualTo(Events.FASHION);
    }

    @Test
    void writesWhatAvroWritesFieldByField() throws IOException {
        PredictionEvent event = Events.prediction();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<>(PredictionEvent.class).write(event, encoder);
        encoder.flush();

        byte[] payload = predictions.write(event);

        assertThat(Arrays.copyOfRange(payload, 5, payload.length)).isEqualTo(bytes.toByteArray());
    }

    @Test
    void readsAnImageKeptElsewhere() {
        ImageEvent event = Events.reference();

        assertThat(RecordReader.of(client, ImageEvent.class).read(images.write(event)))
                .isEqualTo(event);
    }

    @Test
    void readsAnImageWithoutCopyingIt() {
        byte[] payload = images.write(Events.image(new byte[] {1, 2, 3}));

        ByteBuffer image = (ByteBuffer)
                RecordReader.of(client, ImageEvent.class).read(payload).getImage();

        assertThat(image).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(image.array()).isSameAs(payload);
        assertThat(image.capacity()).isEqualTo(3);
    }

    @Test
    void beginsWithAZeroByteAndTheSchemaIdBigEndian() {
        registry.add("another-subject", Schema.create(Schema.Type.INT));

        byte[] payload = predictions.write(Events.prediction());

        assertThat(Arrays.copyOf(payload, 5)).containsExactly(0, 0, 0, 0, 2);
        assertThat(Arrays.copyOfRange(payload, 5, 11)).containsExactly(10, 'i', 'm', 'g', '-', '1');
    }

    @Test
    void registersTheSchemaAsItsFileSaysIt() throws IOException {
        int id = images.prepare(ImageEvent.getClassSchema());

        try (InputStream file = new FileInputStream("src/main/avro/ImageEvent.avsc")) {
            Schema inFile = new Schema.Parser().parse(file);
            assertThat(registry.text(id)).isEqualTo(inFile.toString()).doesNotContain("avro.java");
        }
        assertThat(registry.calls()).containsExactly("POST /subjects/images-value/versions");
    }

    @Test
    void asksTheRegistryOncePerSchema() {
        RecordReader<ImageEvent> reader = RecordReader.of(registry.client(), ImageEvent.class);

        for (int i = 0; i < 3; i++) {
            reader.read(images.write(Events.image(new byte[] {1})));
        }

        assertThat(registry.calls()).containsExactly("POST /subjects/images-value/versions", "GET /schemas/ids/1");
    }

    @Test
    void refusesARecordWithoutARequiredFieldAndWritesTheNext() {
        ImageEvent bad = Events.image(new byte[] {1});
        bad.setSource(null);
        ImageEvent good = Events.image(new byte[] {2});

        assertThatThrownBy(() -> images.write(bad))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("source");
        assertThat(RecordReader.of(client, ImageEvent.class).read(images.write(good)))
                .isEqualTo(good);
    }

    @Test
    void readsGenericRecordsWhereNoClassIsAskedFor() {
        try (AvroDeserializer<GenericRecord> deserializer = new AvroDeserializer<>(client)) {
            deserializer.configure(Map.of(), false);

            GenericRecord read = Objects.requireNonNull(
                    deserializer.deserialize("predictions", predictions.write(Events.prediction())));

            assertThat(read.get("device")).hasToString("cpu");
            assertThat(read.get("capturedAt")).isEqualTo(Events.CAPTURED.toEpochMilli());
        }
    }
}
