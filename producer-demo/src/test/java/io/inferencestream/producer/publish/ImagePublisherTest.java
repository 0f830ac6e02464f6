package io.inferencestream.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.producer.account.Ledger;
import io.inferencestream.producer.account.Tally;
import io.inferencestream.producer.source.SourceImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImagePublisherTest {
    private static final int MAX_BYTES = 1_000;

    private final ManualTicker ticker = new ManualTicker();
    private final Ledger ledger = new Ledger(true);

    @Test
    void sendsEveryImageUnderItsKeyAtTheMomentItIsDue() throws Exception {
        MockProducer<byte[], byte[]> producer = acknowledging();
        long start = ticker.nanos();
        long startMillis = ticker.epochMillis();

        publisher(producer).publish("run", 10, images("a", "b", "c"));

        assertThat(producer.history()).extracting(sent -> text(sent.key())).containsExactly("ward", "ward", "ward");
        assertThat(producer.history()).extracting(sent -> text(sent.value())).containsExactly("a", "b", "c");
        assertThat(producer.history())
                .extracting(ProducerRecord::timestamp)
                .containsExactly(startMillis, startMillis + 100, startMillis + 200);
        assertThat(ticker.sleeps()).containsExactly(start + 100_000_000, start + 200_000_000);
        assertThat(tally().sending().sent()).isEqualTo(3);
    }

    @Test
    void sendsAtOnceWhatIsLateAndCatchesUpWithItsSchedule() throws Exception {
        long start = ticker.nanos();
        SourceImage slow = new SourceImage("slow", "ward", null, () -> {
            ticker.advance(250_000_000);
            return new java.io.ByteArrayInputStream(new byte[1]);
        });

        publisher(acknowledging())
                .publish(
                        "run",
                        10,
                        List.of(slow, image("b"), image("c"), image("d")).iterator());

        assertThat(ticker.sleeps()).containsExactly(start + 300_000_000);
    }

    @Test
    void booksWhatIsTooLargeToReadAndGoesOn() throws Exception {
        MockProducer<byte[], byte[]> producer = acknowledging();
        SourceImage large = SourceImage.inMemory("large", "ward", null, new byte[MAX_BYTES + 1]);

        publisher(producer)
                .publish("run", 0, List.of(image("a"), large, image("b")).iterator());

        assertThat(producer.history()).hasSize(2);
        assertThat(tally().sending()).isEqualTo(new Tally.Sending(2, 1, 0, 0));
        assertThat(ledger.notSent()).containsExactly("large (too large)");
    }

    @Test
    void booksWhatTheBrokerFindsTooLargeAndGoesOn() throws Exception {
        MockProducer<byte[], byte[]> producer = failingOnce("b", new RecordTooLargeException("1 MB at most"));

        publisher(producer).publish("run", 0, images("a", "b", "c"));

        assertThat(tally().sending()).isEqualTo(new Tally.Sending(2, 1, 0, 0));
        assertThat(ledger.notSent()).containsExactly("b (too large)");
    }

    @Test
    void booksWhatCannotBeReadAndGoesOn() throws Exception {
        SourceImage gone = new SourceImage("gone", "ward", null, () -> {
            throw new IOException("it is gone");
        });

        publisher(acknowledging()).publish("run", 0, List.of(gone, image("b")).iterator());

        assertThat(tally().sending()).isEqualTo(new Tally.Sending(1, 0, 1, 0));
        assertThat(ledger.notSent()).containsExactly("gone (unreadable)");
    }

    @Test
    void endsWhenSendingFailsForAnyOtherReason() {
        MockProducer<byte[], byte[]> producer = failingOnce("b", new TopicAuthorizationException("not allowed"));

        assertThatThrownBy(() -> publisher(producer).publish("run", 0, images("a", "b", "c")))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("not allowed");

        assertThat(producer.history()).hasSize(2);
        assertThat(tally().sending()).isEqualTo(new Tally.Sending(1, 0, 0, 1));
    }

    @Test
    void readsNoFurtherThanOneImageAhead() throws Exception {
        MockProducer<byte[], byte[]> producer = acknowledging();
        List<Integer> sentWhenRead = new ArrayList<>();
        SourceImage watched = new SourceImage("a", "ward", null, () -> {
            sentWhenRead.add(producer.history().size());
            return new java.io.ByteArrayInputStream(new byte[1]);
        });

        publisher(producer)
                .publish("run", 10, List.of(watched, watched, watched).iterator());

        assertThat(sentWhenRead).containsExactly(0, 1, 2);
    }

    @Test
    void sendsNothingOnceStopped() throws Exception {
        MockProducer<byte[], byte[]> producer = acknowledging();
        ImagePublisher publisher = publisher(producer);
        SourceImage stopping = new SourceImage("b", "ward", null, () -> {
            publisher.stop();
            return new java.io.ByteArrayInputStream(new byte[1]);
        });

        publisher.publish("run", 10, List.of(image("a"), stopping, image("c")).iterator());

        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void startsItsScheduleOnlyOnceTheRegistryHasAnswered() throws Exception {
        ValueFormat slowToStart = new ValueFormat() {
            @Override
            public byte[] encode(String topic, Headers headers, Shot shot, byte[] image) {
                return image;
            }

            @Override
            public void prepare(String topic) {
                ticker.advance(5_000_000_000L);
            }

            @Override
            public boolean carriesId() {
                return false;
            }
        };
        long start = ticker.nanos();

        new ImagePublisher(acknowledging(), "images", slowToStart, KeyBy.SOURCE, MAX_BYTES, ledger, ticker)
                .publish("run", 10, images("a", "b"));

        assertThat(ticker.sleeps()).containsExactly(start + 5_100_000_000L);
    }

    private ImagePublisher publisher(MockProducer<byte[], byte[]> producer) {
        return new ImagePublisher(producer, "images", ValueFormat.bytes(), KeyBy.SOURCE, MAX_BYTES, ledger, ticker);
    }

    private Tally tally() {
        return ledger.tally();
    }

    private static Iterator<SourceImage> images(String... names) {
        return List.of(names).stream().map(ImagePublisherTest::image).iterator();
    }

    private static SourceImage image(String name) {
        return SourceImage.inMemory(name, "ward", null, name.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static MockProducer<byte[], byte[]> acknowledging() {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Acknowledges everything but the record of that value. */
    private static MockProducer<byte[], byte[]> failingOnce(String value, RuntimeException failure) {
        return new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized Future<RecordMetadata> send(
                    ProducerRecord<byte[], byte[]> sent, @Nullable Callback callback) {
                Future<RecordMetadata> result = super.send(sent, callback);
                if (text(sent.value()).equals(value)) {
                    errorNext(failure);
                } else {
                    completeNext();
                }
                return result;
            }
        };
    }
}
