package io.inferencestream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.core.predict.FakeModel;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import io.inferencestream.testkit.image.Pngs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Formats of modules that are only there at run time are predicted as the others are. */
final class AddedFormatsTest {
    private final TestStream stream =
            new TestStream(Duration.ofSeconds(5), FakeModel.named("m").load());
    private final TopologyTestDriver driver = new TopologyTestDriver(stream.topology(), properties());
    private final TestInputTopic<byte[], byte[]> images =
            driver.createInputTopic(TestStream.IMAGES, new ByteArraySerializer(), new ByteArraySerializer());
    private final TestOutputTopic<byte[], byte[]> predictions = outputs(TestStream.PREDICTIONS);
    private final TestOutputTopic<byte[], byte[]> deadLetters = outputs(TestStream.DEAD_LETTERS);

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        return properties;
    }

    private TestOutputTopic<byte[], byte[]> outputs(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
        stream.close();
    }

    @Test
    void webpAndTiffAreWhatAPngOfTheSamePixelIs() {
        images.pipeInput(Pngs.gray(1));
        images.pipeInput(webp());
        images.pipeInput(tiff());

        List<String> labels = predictions.readValuesToList().stream()
                .map(value -> new String(value, StandardCharsets.UTF_8).replaceFirst(".*=", ""))
                .toList();
        assertThat(labels).hasSize(3).containsOnly(labels.get(0));
    }

    @Test
    void heicIsADeadLetterThatSaysWhatToDo() {
        images.pipeInput("\0\0\0\u0018ftypheic\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));

        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        assertThat(text(letter, HeaderNames.REJECTION_REASON)).isEqualTo("UNSUPPORTED_IMAGE");
        assertThat(text(letter, HeaderNames.REJECTION_DETAIL)).contains("HEIC: convert it to JPEG");
    }

    private static String text(TestRecord<byte[], byte[]> letter, String header) {
        return HeaderText.of(letter.headers(), header);
    }

    /** Of 2x2 pixels, gray of 1, without losses. */
    private static byte[] webp() {
        return HexFormat.of().parseHex("524946461a000000574542505650384c0e0000002f01400000079099fd0f4444ff03");
    }

    /** One pixel, gray of 1. */
    private static byte[] tiff() {
        ByteBuffer tiff = ByteBuffer.allocate(80).order(ByteOrder.BIG_ENDIAN).put(new byte[] {'M', 'M', 0, 42});
        tiff.putInt(10).put((byte) 1).put((byte) 0).putShort((short) 5);
        int[][] fields = {{256, 1}, {257, 1}, {258, 8}, {262, 1}, {273, 8}};
        for (int[] field : fields) {
            tiff.putShort((short) field[0]).putShort((short) 4).putInt(1).putInt(field[1]);
        }
        return tiff.array();
    }
}
