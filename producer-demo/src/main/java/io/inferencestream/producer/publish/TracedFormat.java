package io.inferencestream.producer.publish;

import io.inferencestream.schemas.header.TraceParent;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.header.Headers;

/**
 * Begins a trace with every image: adds the header {@code traceparent} of W3C's Trace Context, sampled, so that
 * whoever traces downstream follows the image. Sends no span of its own. Used by one thread.
 */
public final class TracedFormat implements ValueFormat {
    private final ValueFormat format;
    private final RandomGenerator random;

    public TracedFormat(ValueFormat format, RandomGenerator random) {
        this.format = format;
        this.random = random;
    }

    @Override
    public void prepare(String topic) throws PublishException {
        format.prepare(topic);
    }

    @Override
    public boolean carriesId() {
        return format.carriesId();
    }

    @Override
    public byte[] encode(String topic, Headers headers, Shot shot, byte[] image) throws PublishException {
        TraceParent.begin(random, true).set(headers);
        return format.encode(topic, headers, shot, image);
    }
}
