package io.inferencestream.bench.parallel;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ParallelConsumerOptionsBuilder;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import io.confluent.parallelconsumer.PollContext;
import io.inferencestream.bench.work.Answers;
import io.inferencestream.bench.work.Engines;
import io.inferencestream.bench.work.WorkSettings;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.stream.event.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * parallel-consumer with a worker per core, batches, and no order among records, which is where it is quickest: it keeps
 * less of a promise than the stream does.
 */
public final class ParallelConsumerMain {
    private final ThreadLocal<Answers> answers;
    private final WorkSettings settings;

    private ParallelConsumerMain(LoadedModel model, WorkSettings settings) {
        this.settings = settings;
        this.answers = ThreadLocal.withInitial(() -> new Answers(model, settings));
    }

    /** Runs until it is killed. */
    public static void main(String[] arguments) {
        WorkSettings settings = WorkSettings.parse(arguments);
        LoadedModel model = Engines.loadTuned(settings);
        ParallelConsumerOptionsBuilder<byte[], byte[]> options = ParallelConsumerOptions.<byte[], byte[]>builder()
                .consumer(consumer(settings))
                .producer(producer(settings))
                .ordering(ProcessingOrder.UNORDERED)
                .maxConcurrency(model.predictors())
                .batchSize(Integer.getInteger("pc.batch", model.maxBatchSize()))
                .commitInterval(
                        Duration.ofMillis(Integer.getInteger("pc.commitMillis", settings.exactlyOnce() ? 250 : 1000)))
                .commitMode(
                        settings.exactlyOnce()
                                ? CommitMode.PERIODIC_TRANSACTIONAL_PRODUCER
                                : CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS);
        ParallelStreamProcessor<byte[], byte[]> processor =
                ParallelStreamProcessor.createEosStreamProcessor(options.build());
        processor.subscribe(List.of(settings.input()));
        processor.pollAndProduceMany(new ParallelConsumerMain(model, settings)::predict);
    }

    private List<ProducerRecord<byte[], byte[]>> predict(PollContext<byte[], byte[]> context) {
        List<ConsumerRecord<byte[], byte[]>> records = context.getConsumerRecordsFlattened();
        List<SourceRecord> sources = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            sources.add(Answers.source(
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    record.key(),
                    record.value(),
                    record.timestamp()));
        }
        List<byte[]> events = answers.get().answer(sources);
        List<ProducerRecord<byte[], byte[]>> predictions = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            ConsumerRecord<byte[], byte[]> record = records.get(i);
            predictions.add(new ProducerRecord<>(
                    settings.output(), record.partition(), record.timestamp(), record.key(), events.get(i)));
        }
        return predictions;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(WorkSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", settings.bootstrap());
        properties.put("group.id", settings.application());
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "earliest");
        properties.put("isolation.level", "read_committed");
        properties.put("max.poll.records", 2_000);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static KafkaProducer<byte[], byte[]> producer(WorkSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", settings.bootstrap());
        properties.put("linger.ms", 0);
        if (settings.exactlyOnce()) {
            properties.put("transactional.id", settings.application());
        }
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
