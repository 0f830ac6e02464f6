package io.inferencestream.schemas.avro;

import io.inferencestream.event.PredictionEvent;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Produced;

/** Predictions in which the model is less than half sure of its class, and how many of them each class has. */
final class DoubtfulImages {
    static Topology topology(Map<String, ?> registry) {
        AvroSerde<PredictionEvent> predictions = AvroSerde.ofValues(registry, PredictionEvent.class);
        StreamsBuilder builder = new StreamsBuilder();
        var doubtful = builder.stream("predictions", Consumed.with(Serdes.ByteArray(), predictions))
                .filter((key, prediction) -> prediction.getTask().equals("classification")
                        && prediction.getTopK().get(0).getProbability() < 0.5f);
        doubtful.to("doubtful", Produced.with(Serdes.ByteArray(), predictions));
        doubtful.groupBy(
                        (key, prediction) -> prediction.getTopK().get(0).getLabel(),
                        Grouped.with(Serdes.String(), predictions))
                .count()
                .toStream()
                .to("doubtful-classes", Produced.with(Serdes.String(), Serdes.Long()));
        return builder.build();
    }

    /** The {@code deserialization.exception.handler}: an outage of the registry costs no record. */
    public static final class SkipsUnreadable implements DeserializationExceptionHandler {
        @Override
        public Response handleError(
                ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
            return exception instanceof UnreadableRecordException ? Response.resume() : Response.fail();
        }

        @Override
        public void configure(Map<String, ?> config) {}
    }
}
