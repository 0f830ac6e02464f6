package io.inferencestream.gateway.image;

import io.inferencestream.event.ImageEvent;
import io.inferencestream.schemas.avro.RecordReader;
import io.inferencestream.schemas.avro.UnreadableRecordException;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import io.inferencestream.schemas.registry.RegistryUnavailableException;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The recent images by id, bounded in bytes; the oldest goes first. Thread-safe. */
public final class RecentImages {
    private static final Logger LOG = LoggerFactory.getLogger(RecentImages.class);

    private final long maxBytes;
    private final int largest;
    private final RecordReader<ImageEvent> reader;
    private final Map<String, BrowserImage> images = new LinkedHashMap<>();
    private long bytes;

    /**
     * @param maxBytes of all
     * @param largest bytes of one
     */
    public RecentImages(SchemaRegistryClient registry, long maxBytes, int largest) {
        this.reader = RecordReader.of(registry, ImageEvent.class);
        this.maxBytes = maxBytes;
        this.largest = largest;
    }

    /** Takes the image out of an image event, if it is one to be shown. */
    public void note(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            ImageEvent event = reader.read(record.value());
            String id = HeaderText.of(record.headers(), HeaderNames.GATEWAY_ID);
            image(event).ifPresent(image -> put(id.isEmpty() ? event.getId() : id, image));
        } catch (UnreadableRecordException | RegistryUnavailableException e) {
            LOG.debug("An image event cannot be read and is not shown", e);
        }
    }

    /** The image of an event. */
    public Optional<BrowserImage> image(ImageEvent event) {
        if (!(event.getImage() instanceof ByteBuffer image) || image.remaining() > largest) {
            return Optional.empty();
        }
        byte[] copy = new byte[image.remaining()];
        image.duplicate().get(copy);
        return BrowserImage.of(copy);
    }

    /** The image in a record's value. */
    public Optional<BrowserImage> image(byte[] value) {
        try {
            return image(reader.read(value));
        } catch (UnreadableRecordException | RegistryUnavailableException e) {
            LOG.debug("An image event cannot be read and is not shown", e);
            return Optional.empty();
        }
    }

    private synchronized void put(String id, BrowserImage image) {
        BrowserImage before = images.remove(id);
        bytes += image.bytes().length - (before == null ? 0 : before.bytes().length);
        images.put(id, image);
        Iterator<BrowserImage> oldest = images.values().iterator();
        while (bytes > maxBytes && oldest.hasNext()) {
            bytes -= oldest.next().bytes().length;
            oldest.remove();
        }
    }

    /** The image of this id, while it is kept. */
    public synchronized Optional<BrowserImage> find(String id) {
        return Optional.ofNullable(images.get(id));
    }

    /** How many bytes are kept. */
    public synchronized long bytes() {
        return bytes;
    }
}
