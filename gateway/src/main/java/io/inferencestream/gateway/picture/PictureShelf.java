package io.inferencestream.gateway.picture;

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

/** The recent pictures by id, bounded in bytes; the oldest goes first. Thread-safe. */
public final class PictureShelf {
    private static final Logger LOG = LoggerFactory.getLogger(PictureShelf.class);

    private final long mostBytes;
    private final int largest;
    private final RecordReader<ImageEvent> reader;
    private final Map<String, Picture> pictures = new LinkedHashMap<>();
    private long bytes;

    /**
     * @param mostBytes of all
     * @param largest bytes of one
     */
    public PictureShelf(SchemaRegistryClient registry, long mostBytes, int largest) {
        this.reader = RecordReader.of(registry, ImageEvent.class);
        this.mostBytes = mostBytes;
        this.largest = largest;
    }

    /** Takes the picture out of an image event, if it is one to be shown. */
    public void note(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            ImageEvent event = reader.read(record.value());
            String id = HeaderText.of(record.headers(), HeaderNames.GATEWAY_ID);
            picture(event).ifPresent(picture -> put(id.isEmpty() ? event.getId() : id, picture));
        } catch (UnreadableRecordException | RegistryUnavailableException e) {
            LOG.debug("An image event cannot be read and is not shown", e);
        }
    }

    /** The picture of an event. */
    public Optional<Picture> picture(ImageEvent event) {
        if (!(event.getImage() instanceof ByteBuffer image) || image.remaining() > largest) {
            return Optional.empty();
        }
        byte[] copy = new byte[image.remaining()];
        image.duplicate().get(copy);
        return Picture.of(copy);
    }

    /** The picture in a record's value. */
    public Optional<Picture> picture(byte[] value) {
        try {
            return picture(reader.read(value));
        } catch (UnreadableRecordException | RegistryUnavailableException e) {
            LOG.debug("An image event cannot be read and is not shown", e);
            return Optional.empty();
        }
    }

    private synchronized void put(String id, Picture picture) {
        Picture before = pictures.remove(id);
        bytes += picture.bytes().length - (before == null ? 0 : before.bytes().length);
        pictures.put(id, picture);
        Iterator<Picture> oldest = pictures.values().iterator();
        while (bytes > mostBytes && oldest.hasNext()) {
            bytes -= oldest.next().bytes().length;
            oldest.remove();
        }
    }

    /** The picture of this id, while it is kept. */
    public synchronized Optional<Picture> find(String id) {
        return Optional.ofNullable(pictures.get(id));
    }

    /** How many bytes are kept. */
    public synchronized long bytes() {
        return bytes;
    }
}
