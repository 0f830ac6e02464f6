package io.inferencestream.producer.publish;

import io.inferencestream.producer.account.Ledger;
import io.inferencestream.producer.account.SentImage;
import io.inferencestream.producer.source.ImageTooLargeException;
import io.inferencestream.producer.source.SourceImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends images on schedule and books what became of each sending. One thread publishes; {@link #stop} may be called
 * by any. Reads one image ahead of its moment and no more, so that memory stays within the producer's own buffer.
 *
 * <p>What is wrong with one image (unreadable, too large for the topic) is booked by name and passed over. Any other
 * failure of a send would befall the next image too: it ends the publishing.
 */
public final class ImagePublisher {
    private static final Logger log = LoggerFactory.getLogger(ImagePublisher.class);

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final ValueFormat format;
    private final KeyBy keyBy;
    private final int maxImageBytes;
    private final Ledger ledger;
    private final Ticker ticker;
    private final AtomicReference<@Nullable Exception> fatal = new AtomicReference<>();
    private volatile boolean stopped;

    /**
     * @param producer closed by the caller
     * @param maxImageBytes most bytes of an image that are read; a larger one is booked as too large
     */
    public ImagePublisher(
            Producer<byte[], byte[]> producer,
            String topic,
            ValueFormat format,
            KeyBy keyBy,
            int maxImageBytes,
            Ledger ledger,
            Ticker ticker) {
        this.producer = producer;
        this.topic = topic;
        this.format = format;
        this.keyBy = keyBy;
        this.maxImageBytes = maxImageBytes;
        this.ledger = ledger;
        this.ticker = ticker;
    }

    /**
     * Gets registry and brokers ready, then starts the schedule, sends the images and returns when each one has been acknowledged or has failed.
     *
     * @param run name of this run, part of every id
     * @param rate images per second; zero for as fast as possible
     * @throws PublishException if sending cannot go on; what had been acknowledged is booked as sent
     */
    public void publish(String run, double rate, Iterator<SourceImage> images)
            throws PublishException, InterruptedException {
        format.prepare(topic);
        producer.partitionsFor(topic);
        SendSchedule schedule = new SendSchedule(rate, ticker);
        for (long sequence = 0; images.hasNext() && !stopped && fatal.get() == null; sequence++) {
            SourceImage image = images.next();
            long dueNanos = schedule.dueNanos(sequence);
            Shot shot = new Shot(
                    image,
                    Shot.id(run, sequence, image.name()),
                    keyBy.source(image, sequence),
                    keyBy.key(image, sequence),
                    Instant.ofEpochMilli(schedule.epochMillis(dueNanos)));
            byte[] bytes = read(image);
            if (bytes != null) {
                ProducerRecord<byte[], byte[]> prepared = encode(shot, bytes);
                ticker.sleepUntil(dueNanos, () -> stopped);
                if (!stopped) {
                    send(shot, dueNanos, prepared);
                }
            }
        }
        producer.flush();
        Exception failure = fatal.get();
        if (failure != null) {
            throw new PublishException("sending to " + topic + " failed: " + failure.getMessage(), failure);
        }
    }

    /** Lets the publishing end soon; what is sent already is still acknowledged. */
    public void stop() {
        stopped = true;
    }

    private byte @Nullable [] read(SourceImage image) {
        try {
            return image.read(maxImageBytes);
        } catch (ImageTooLargeException e) {
            tooLarge(image.name(), e.getMessage());
        } catch (IOException e) {
            log.warn("not sent, it cannot be read: {} ({})", image.name(), e.toString());
            ledger.unreadable(image.name());
        }
        return null;
    }

    private ProducerRecord<byte[], byte[]> encode(Shot shot, byte[] image) throws PublishException {
        Headers headers = new RecordHeaders();
        String key = shot.key();
        byte[] value = format.encode(topic, headers, shot, image);
        byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, null, shot.capturedAt().toEpochMilli(), keyBytes, value, headers);
    }

    private void send(Shot shot, long dueNanos, ProducerRecord<byte[], byte[]> prepared) {
        ledger.sending(ticker.nanos());
        SentImage sent =
                new SentImage(shot.id(), format.carriesId(), shot.image().label(), dueNanos);
        Future<RecordMetadata> unused =
                producer.send(prepared, (metadata, failure) -> booked(shot, sent, metadata, failure));
    }

    private void booked(Shot shot, SentImage sent, @Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure == null && metadata != null) {
            ledger.sent(metadata.partition(), metadata.offset(), sent, ticker.nanos());
        } else if (failure instanceof RecordTooLargeException) {
            tooLarge(shot.image().name(), failure.getMessage());
        } else {
            ledger.failed(shot.image().name());
            fatal.compareAndSet(null, failure);
        }
    }

    private void tooLarge(String name, @Nullable String detail) {
        log.warn("not sent, it is too large for topic {}: {} ({})", topic, name, detail);
        ledger.tooLarge(name);
    }
}
