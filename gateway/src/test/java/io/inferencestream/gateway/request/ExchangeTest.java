package io.inferencestream.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.event.ImageEvent;
import io.inferencestream.gateway.outcome.OutcomeIndex;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    private static final ImageRequest REQUEST =
            new ImageRequest("id", "caller", ByteBuffer.allocate(1), null, null, null, null, "");

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

    /** Its broker takes records and confirms none. */
    private static ImagePublisher publisher(DevelopmentRegistry registry) {
        Map<String, Object> config = Map.of("schema.registry.url", registry.url());
        RecordWriter<ImageEvent> writer = RecordWriter.ofValues(SchemaRegistryClient.of(config), config, "images");
        return new ImagePublisher(
                "images",
                writer,
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()));
    }
}
