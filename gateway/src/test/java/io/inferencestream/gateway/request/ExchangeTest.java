package io.inferencestream.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.event.ImageEvent;
import io.inferencestream.gateway.outcome.Cursor;
import io.inferencestream.gateway.outcome.IndexedOutcome;
import io.inferencestream.gateway.outcome.Mark;
import io.inferencestream.gateway.outcome.OutcomeIndex;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.outcome.RecordPosition;
import io.inferencestream.schemas.outcome.Rejected;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    private static final ImageRequest REQUEST =
            new ImageRequest("id", "caller", ByteBuffer.allocate(1), null, null, null, null, ImageTrace.unfollowed(""));

    @Test
    void aRequestIsNotPendingAnyMoreWhenItsTimeOutIsSaid() throws Exception {
        try (DevelopmentRegistry registry = DevelopmentRegistry.start(RegistryOptions.defaults());
                ImagePublisher publisher = publisher(registry)) {
            Exchange exchange = new Exchange(new OutcomeIndex(10, 1_000), publisher);

            CompletableFuture<Optional<String>> pending = exchange.ask(REQUEST, Duration.ofMillis(50))
                    .outcome()
                    .handle((outcome, failure) -> exchange.pendingCaller("id"));

            assertThat(pending.get(30, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void whoAsksAgainWithLessPatienceLeavesTheFirstRequestPending() throws Exception {
        try (DevelopmentRegistry registry = DevelopmentRegistry.start(RegistryOptions.defaults());
                ImagePublisher publisher = publisher(registry)) {
            Exchange exchange = new Exchange(new OutcomeIndex(10, 1_000), publisher);
            exchange.ask(REQUEST, Duration.ofMinutes(1));

            CompletableFuture<Optional<String>> pending = exchange.ask(REQUEST, Duration.ofMillis(50))
                    .outcome()
                    .handle((outcome, failure) -> exchange.pendingCaller("id"));

            assertThat(pending.get(30, TimeUnit.SECONDS)).contains("caller");
        }
    }

    @Test
    void whoAsksAgainWithMorePatienceOutlivesTheFirst() throws Exception {
        try (DevelopmentRegistry registry = DevelopmentRegistry.start(RegistryOptions.defaults());
                ImagePublisher publisher = publisher(registry)) {
            Exchange exchange = new Exchange(new OutcomeIndex(10, 1_000), publisher);
            CompletableFuture<?> first =
                    exchange.ask(REQUEST, Duration.ofMillis(50)).outcome();
            CompletableFuture<?> second =
                    exchange.ask(REQUEST, Duration.ofMinutes(1)).outcome();

            assertThat(first).failsWithin(Duration.ofSeconds(30));
            assertThat(second).isNotDone();
            assertThat(exchange.pendingCaller("id")).contains("caller");
        }
    }

    @Test
    void whoHasMoreTimeIsAskedForOnceMoreWhenTheFirstCameTooLate() throws Exception {
        MockProducer<byte[], byte[]> producer = producer();
        try (DevelopmentRegistry registry = DevelopmentRegistry.start(RegistryOptions.defaults());
                ImagePublisher publisher = publisher(registry, producer)) {
            Exchange exchange = new Exchange(new OutcomeIndex(10, 1_000), publisher);
            CompletableFuture<?> hasty =
                    exchange.ask(until(1_000L), Duration.ofMinutes(1)).outcome();
            CompletableFuture<?> patient =
                    exchange.ask(until(2_000L), Duration.ofMinutes(1)).outcome();
            CompletableFuture<?> endless =
                    exchange.ask(until(null), Duration.ofMinutes(1)).outcome();

            exchange.seen(tooLate(1_000));

            assertThat(hasty).isDone();
            assertThat(patient).isNotDone();
            assertThat(endless).isNotDone();
            await().until(() -> producer.history().size() == 2);

            exchange.seen(rejected("CORRUPT_IMAGE", Long.MIN_VALUE));

            assertThat(patient).isDone();
            assertThat(endless).isDone();
            assertThat(exchange.size()).isZero();
        }
    }

    /** Of the same request, asked at another gateway with less time. */
    @Test
    void isNotAnsweredByWhatCameTooLateForAnotherGateway() throws Exception {
        MockProducer<byte[], byte[]> producer = producer();
        try (DevelopmentRegistry registry = DevelopmentRegistry.start(RegistryOptions.defaults());
                ImagePublisher publisher = publisher(registry, producer)) {
            Exchange exchange = new Exchange(new OutcomeIndex(10, 1_000), publisher);
            CompletableFuture<?> patient =
                    exchange.ask(until(2_000L), Duration.ofMinutes(1)).outcome();
            await().until(() -> producer.history().size() == 1);

            exchange.seen(tooLate(1_000));

            assertThat(patient).isNotDone();
            exchange.seen(tooLate(2_000));
            assertThat(patient).isDone();
            assertThat(producer.history()).hasSize(1);
        }
    }

    private static ImageRequest until(@Nullable Long deadline) {
        return new ImageRequest(
                "id", "caller", ByteBuffer.allocate(1), null, null, null, deadline, ImageTrace.unfollowed(""));
    }

    private static OutcomeIndex.Entry tooLate(long deadline) {
        return rejected("DEADLINE_PASSED", deadline);
    }

    private static OutcomeIndex.Entry rejected(String reason, long deadline) {
        RecordPosition position = new RecordPosition("images", 0, 0);
        Rejected rejected = new Rejected(
                position,
                position,
                Optional.empty(),
                Optional.empty(),
                reason,
                "",
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty());
        Mark mark = new Mark("id", REQUEST.digest(), "caller", deadline);
        return new OutcomeIndex.Entry(
                1, new Cursor(new TreeMap<>()), new IndexedOutcome("id", mark, rejected, "", 0, Optional.empty(), 100));
    }

    /** Its broker takes records and confirms none. */
    private static MockProducer<byte[], byte[]> producer() {
        return new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static ImagePublisher publisher(DevelopmentRegistry registry) {
        return publisher(registry, producer());
    }

    private static ImagePublisher publisher(DevelopmentRegistry registry, MockProducer<byte[], byte[]> producer) {
        Map<String, Object> config = Map.of("schema.registry.url", registry.url());
        RecordWriter<ImageEvent> writer = RecordWriter.ofValues(SchemaRegistryClient.of(config), config, "images");
        return new ImagePublisher("images", writer, producer);
    }
}
