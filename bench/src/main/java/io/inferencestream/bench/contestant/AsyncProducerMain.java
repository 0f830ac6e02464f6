package io.inferencestream.bench.contestant;

import io.inferencestream.bench.work.Engines;
import io.inferencestream.bench.work.WorkSettings;
import io.inferencestream.core.batch.EngineFailureListener;
import io.inferencestream.core.journal.CrashJournal;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.pipeline.InFlightLimits;
import io.inferencestream.core.pipeline.InferencePipeline;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.decode.DecodeLimits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * The alternative of ADR 1: the topology hands images on as they are, and the producer that Kafka Streams is given
 * predicts them. Pipeline and predictors are the stream's own, and so are its settings of Kafka.
 */
public final class AsyncProducerMain {
    /** Header with the offset that an image was read from, which a producer does not know otherwise. */
    static final String OFFSET = "o";

    private static final int BATCHES_IN_FLIGHT = 4;

    private AsyncProducerMain() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) {
        WorkSettings settings = WorkSettings.parse(arguments);
        LoadedModel model = Engines.loadTuned(settings);
        int inFlight = Math.max(64, BATCHES_IN_FLIGHT * model.predictors() * model.maxBatchSize());
        InferencePipeline pipeline = InferencePipeline.start(
                List.of(model),
                Duration.ZERO,
                Duration.ofSeconds(30),
                Runtime.getRuntime().availableProcessors(),
                DecodeLimits.DEFAULT,
                new InFlightLimits(inFlight, Runtime.getRuntime().maxMemory() / 4, Duration.ofSeconds(2)),
                CrashJournal.NONE,
                new Loud());
        KafkaStreams streams =
                new KafkaStreams(topology(settings), properties(settings), new Supplier(pipeline, settings));
        streams.setUncaughtExceptionHandler(thrown -> Death.of(thrown));
        streams.start();
    }

    private static Properties properties(WorkSettings settings) {
        Properties properties = StreamsProperties.of(settings);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        properties.put(StreamsConfig.POLL_MS_CONFIG, 5L);
        return properties;
    }

    private static Topology topology(WorkSettings settings) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(settings.input(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .processValues(Marking::new)
                .to(
                        settings.output(),
                        Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("predictions"));
        return builder.build();
    }

    private static final class Marking extends ContextualFixedKeyProcessor<byte[], byte[], byte[]> {
        @Override
        public void process(FixedKeyRecord<byte[], byte[]> record) {
            RecordMetadata at = context().recordMetadata().orElseThrow();
            RecordHeaders headers = new RecordHeaders(record.headers());
            headers.add(
                    OFFSET,
                    ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                            .putInt(at.partition())
                            .putLong(at.offset())
                            .array());
            context().forward(record.withHeaders(headers));
        }
    }

    private static final class Supplier extends DefaultKafkaClientSupplier {
        private final InferencePipeline pipeline;
        private final WorkSettings settings;

        private Supplier(InferencePipeline pipeline, WorkSettings settings) {
            this.pipeline = pipeline;
            this.settings = settings;
        }

        @Override
        public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
            return new PredictingProducer(
                    new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()),
                    pipeline,
                    settings);
        }
    }

    private static final class Loud implements EngineFailureListener {
        @Override
        public void broken(ModelId model, Throwable cause) {
            Death.of(cause);
        }

        @Override
        public void hung(ModelId model, List<RecordId> records, Duration timeout) {
            Death.of(new IllegalStateException("hung: " + records));
        }
    }
}
