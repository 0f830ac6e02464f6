package io.inferencestream.gateway.request;

import io.inferencestream.event.ImageEvent;
import io.inferencestream.gateway.request.ImageTrace.Sending;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import io.inferencestream.schemas.registry.RegistryUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Writes requests to the images topic.
 *
 * <p>Thread-safe. One thread of its own speaks to the producer, which may block while the broker is away; callers never do.
 */
public final class ImagePublisher implements AutoCloseable {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final String topic;
    private final RecordWriter<ImageEvent> writer;
    private final Producer<byte[], byte[]> producer;
    private final ExecutorService publisher = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "image-publisher");
        thread.setDaemon(true);
        return thread;
    });

    /** The publisher closes the producer. */
    public ImagePublisher(String topic, RecordWriter<ImageEvent> writer, Producer<byte[], byte[]> producer) {
        this.topic = topic;
        this.writer = writer;
        this.producer = producer;
    }

    /**
     * Writes a request.
     *
     * @param waiter once it is done, a request that has not been handed to the producer yet is not written at all, and the
     *     answer is cancelled
     * @return done when the broker has it; fails with a {@link KafkaException} or {@link RegistryUnavailableException} if
     *     it is not known to
     */
    CompletableFuture<Void> publish(ImageRequest request, String digest, CompletableFuture<?> waiter) {
        CompletableFuture<Void> published = new CompletableFuture<>();
        publisher.execute(() -> {
            if (waiter.isDone()) {
                published.cancel(false);
                return;
            }
            Sending sending = request.trace().sending(topic);
            try {
                producer.send(record(request, digest, sending.traceparent()), (metadata, failure) -> {
                    sending.done(failure);
                    if (failure == null) {
                        published.complete(null);
                    } else {
                        published.completeExceptionally(failure);
                    }
                });
            } catch (KafkaException | RegistryUnavailableException | IllegalStateException e) {
                sending.done(e);
                published.completeExceptionally(e);
            }
        });
        return published;
    }

    private ProducerRecord<byte[], byte[]> record(ImageRequest request, String digest, String traceparent) {
        String source = request.source();
        Long deadline = request.deadlineMillis();
        byte[] value = writer.write(new ImageEvent(
                request.id(),
                source == null ? request.caller() : source,
                Instant.now(),
                request.model(),
                request.image(),
                request.mediaType(),
                deadline == null ? null : Instant.ofEpochMilli(deadline),
                Map.of()));
        // Without a source no order is asked for, and requests spread over the partitions.
        byte[] key = source == null ? null : source.getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
        HeaderText.set(record.headers(), HeaderNames.GATEWAY_ID, request.id());
        HeaderText.set(record.headers(), HeaderNames.GATEWAY_DIGEST, digest);
        HeaderText.set(record.headers(), HeaderNames.GATEWAY_CALLER, request.caller());
        if (deadline != null) {
            HeaderText.set(record.headers(), HeaderNames.GATEWAY_DEADLINE, Long.toString(deadline));
        }
        HeaderText.set(record.headers(), HeaderNames.TRACE_PARENT, traceparent);
        return record;
    }

    @Override
    public void close() {
        publisher.shutdown();
        producer.close(CLOSE_PATIENCE);
    }
}
