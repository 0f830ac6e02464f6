package io.inferencestream.kit.output;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jspecify.annotations.Nullable;

/** Tells {@link Refusals} of every record that Kafka Streams could not write; drops none. Kafka Streams makes it. */
public final class RefusalHandler implements ProductionExceptionHandler {
    /** The key in Kafka Streams' configuration whose value is the {@link Refusals} to tell. */
    public static final String REFUSALS = "inference.refusals";

    private @Nullable Refusals refusals;

    @Override
    public void configure(Map<String, ?> configs) {
        refusals = (Refusals) Objects.requireNonNull(configs.get(REFUSALS), REFUSALS);
    }

    /*
     * What the context says of the input record is what the task worked on when the answer came, not when the record went
     * out. A record that is passed over because another of its batch is to blame is not lost: the answer for that one
     * follows before anything can be committed.
     */
    @Override
    public Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
        return switch (Objects.requireNonNull(refusals).judge(record, exception)) {
            case RETRY -> Response.retry();
            case LOOK_FURTHER -> Response.resume();
            case FAIL -> Response.fail();
        };
    }
}
