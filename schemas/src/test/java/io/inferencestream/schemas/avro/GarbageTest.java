package io.inferencestream.schemas.avro;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.inferencestream.event.ImageEvent;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.registry.FakeRegistry;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Throws rubbish at the reader; each run with other seeds, which a failure prints. */
@Timeout(120)
class GarbageTest {
    private static final int ROUNDS = 20_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final FakeRegistry registry = new FakeRegistry();
    private final SchemaRegistryClient client = registry.client();
    private final RecordReader<ImageEvent> images = RecordReader.of(client, ImageEvent.class);
    private final RecordReader<PredictionEvent> predictions = RecordReader.of(client, PredictionEvent.class);
    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @BeforeEach
    void register() {
        client.register("images-value", ImageEvent.getClassSchema());
        client.register("predictions-value", PredictionEvent.getClassSchema());
        // Builds the readers, which takes more memory than any record.
        for (int id = 1; id <= 2; id++) {
            byte[] empty = new byte[5];
            WireFormat.putHeader(empty, id);
            readBoth(empty, 50_000_000);
        }
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void randomBytesAreUnreadableAtMost() {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] payload = new byte[random.nextInt(300)];
            random.nextBytes(payload);
            if (payload.length >= 5) {
                WireFormat.putHeader(payload, 1 + random.nextInt(2));
            }
            readBoth(payload, 1_000_000);
        }
    }

    @Test
    void damagedRecordsAreUnreadableAtMost() {
        byte[] image =
                RecordWriter.<ImageEvent>ofValues(client, Map.of(), "images").write(Events.image(new byte[40]));
        byte[] prediction = RecordWriter.<PredictionEvent>ofValues(client, Map.of(), "predictions")
                .write(Events.prediction());

        for (int i = 0; i < ROUNDS; i++) {
            byte[] payload = random.nextBoolean() ? image.clone() : prediction.clone();
            for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
                payload[5 + random.nextInt(payload.length - 5)] = (byte) random.nextInt();
            }
            readBoth(
                    random.nextInt(4) > 0 ? payload : Arrays.copyOf(payload, random.nextInt(payload.length)),
                    1_000_000);
        }
    }

    @Test
    void itemsThatTakeNoBytesAreBounded() {
        Schema nothings = new Schema.Parser()
                .parse(ImageEvent.getClassSchema()
                        .toString()
                        .replaceFirst(
                                "\"fields\":\\[",
                                "\"fields\":[{\"name\":\"n\",\"type\":{\"type\":\"array\",\"items\":\"null\"}},"));
        byte[] payload = new byte[100_000];
        WireFormat.putHeader(payload, registry.add("nothings", nothings));
        for (int i = 5; i + 5 <= payload.length; i += 5) {
            System.arraycopy(new byte[] {(byte) 0xfe, -1, -1, -1, 0x0f}, 0, payload, i, 5);
        }

        readBoth(payload, 10_000_000);
    }

    private void readBoth(byte[] payload, long maxBytes) {
        read(images, payload, maxBytes);
        read(predictions, payload, maxBytes);
    }

    /** @param maxBytes most memory a record may take, beyond a multiple of its size */
    private void read(RecordReader<?> reader, byte[] payload, long maxBytes) {
        long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
        try {
            reader.read(payload);
        } catch (UnreadableRecordException e) {
            // as it should be
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed + ", payload " + Arrays.toString(payload), e);
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
        assertThat(allocated).as("bytes allocated, seed " + seed).isLessThan(maxBytes + 100L * payload.length);
    }
}
