package io.inferencestream.bench.contestant;

import io.inferencestream.bench.work.Answers;
import io.inferencestream.bench.work.Engines;
import io.inferencestream.bench.work.WorkSettings;
import io.inferencestream.core.predict.LoadedModel;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Kafka Streams as the tutorials have it: each record is predicted where it is read. At its defaults there is one stream
 * thread, TensorFlow spreads each image over the cores, and the producer lingers; tuned, there is a stream thread per
 * core with a predictor of its own and one thread within, and nothing lingers.
 */
public final class NaiveMain {
    private NaiveMain() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) {
        WorkSettings settings = WorkSettings.parse(arguments);
        int cores = Runtime.getRuntime().availableProcessors();
        LoadedModel model = settings.tuned()
                ? Engines.load(settings.repository(), settings.model(), cores, 1, 1)
                : Engines.load(settings.repository(), settings.model(), 1, cores, 1);
        Properties properties = StreamsProperties.of(settings);
        KafkaStreams streams = new KafkaStreams(topology(settings, model), properties);
        streams.setUncaughtExceptionHandler(thrown -> Death.of(thrown));
        streams.start();
    }

    private static Topology topology(WorkSettings settings, LoadedModel model) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(settings.input(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .processValues(() -> new Predicting(model, settings))
                .to(settings.output(), Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        return builder.build();
    }

    /** Is {@code mapValues}, but for knowing the record's offset, which the prediction event names. */
    private static final class Predicting extends ContextualFixedKeyProcessor<byte[], byte[], byte[]>
            implements FixedKeyProcessor<byte[], byte[], byte[]> {
        private final LoadedModel model;
        private final WorkSettings settings;
        private @Nullable Answers answers;

        private Predicting(LoadedModel model, WorkSettings settings) {
            this.model = model;
            this.settings = settings;
        }

        @Override
        public void init(FixedKeyProcessorContext<byte[], byte[]> context) {
            super.init(context);
            answers = new Answers(model, settings);
        }

        @Override
        public void process(FixedKeyRecord<byte[], byte[]> record) {
            RecordMetadata at = context().recordMetadata().orElseThrow();
            Answers mine = answers;
            if (mine == null) {
                throw new IllegalStateException("not initialized");
            }
            byte[] answer = mine.answer(Answers.source(
                    at.topic(), at.partition(), at.offset(), record.key(), record.value(), record.timestamp()));
            context().forward(record.withValue(answer));
        }

        @Override
        public void close() {
            if (answers != null) {
                answers.close();
            }
        }
    }
}
