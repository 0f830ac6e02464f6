package io.inferencestream.bench.contestant;

import io.inferencestream.bench.work.Answers;
import io.inferencestream.bench.work.WorkSettings;
import io.inferencestream.core.outcome.Outcome;
import io.inferencestream.core.outcome.Prediction;
import io.inferencestream.core.pipeline.ImageJob;
import io.inferencestream.core.pipeline.InferencePipeline;
import io.inferencestream.core.pipeline.OutcomeListener;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.stream.event.AvroPredictionWriter;
import io.inferencestream.stream.event.AvroReader;
import io.inferencestream.stream.event.ImageRequest;
import io.inferencestream.stream.event.SourceRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.jspecify.annotations.Nullable;

/**
 * A producer that is sent images and sends predictions: {@link #send} takes an image on and returns, {@link #flush}
 * waits for all of them. A prediction goes out on the predictor's thread as soon as those before it have, so nobody has
 * to poll for it.
 */
final class PredictingProducer implements Producer<byte[], byte[]> {
    private final Producer<byte[], byte[]> producer;
    private final InferencePipeline pipeline;
    private final AvroReader reader;
    private final AvroPredictionWriter writer;
    private final ArrayDeque<Pending> line = new ArrayDeque<>();

    PredictingProducer(Producer<byte[], byte[]> producer, InferencePipeline pipeline, WorkSettings settings) {
        SchemaRegistryClient registry = SchemaRegistryClient.of(Map.of("schema.registry.url", settings.registry()));
        RecordWriter<PredictionEvent> predictions = RecordWriter.ofValues(registry, Map.of(), settings.output());
        predictions.prepare(PredictionEvent.getClassSchema());
        this.producer = producer;
        this.pipeline = pipeline;
        this.reader = new AvroReader(registry);
        this.writer = new AvroPredictionWriter(predictions, settings.application());
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> image, @Nullable Callback callback) {
        ByteBuffer origin = ByteBuffer.wrap(
                image.headers().lastHeader(AsyncProducerMain.OFFSET).value());
        SourceRecord source = Answers.source(
                image.topic(), origin.getInt(), origin.getLong(), image.key(), image.value(), image.timestamp());
        ImageRequest request = (ImageRequest) reader.read(source);
        ImageHeader header = (ImageHeader) pipeline.inspect(request.image(), request.mediaType());
        Pending pending = new Pending(image, source, request, callback);
        ImageJob job = new ImageJob(
                source.id(), pipeline.models().get(0), header, request.image(), ImageJob.NO_DEADLINE, pending);
        synchronized (line) {
            line.addLast(pending);
        }
        while (!pipeline.offer(job)) {
            await();
        }
        return new CompletableFuture<>();
    }

    private void await() {
        synchronized (line) {
            try {
                line.wait(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new org.apache.kafka.common.errors.InterruptException(e);
            }
        }
    }

    /** Sends what is answered at the head of the line. Under the line's lock, so that order stays. */
    private void sendAnswered() {
        synchronized (line) {
            for (Pending head = line.peekFirst(); head != null && head.outcome != null; head = line.peekFirst()) {
                producer.send(head.record(), head.callback);
                line.removeFirst();
            }
            line.notifyAll();
        }
    }

    @Override
    public void flush() {
        pipeline.hurry();
        while (isPending()) {
            await();
        }
        pipeline.relax();
        producer.flush();
    }

    private boolean isPending() {
        synchronized (line) {
            return !line.isEmpty();
        }
    }

    private final class Pending implements OutcomeListener {
        private final ProducerRecord<byte[], byte[]> image;
        private final SourceRecord source;
        private final ImageRequest request;
        private final @Nullable Callback callback;
        private volatile @Nullable Outcome outcome;

        private Pending(
                ProducerRecord<byte[], byte[]> image,
                SourceRecord source,
                ImageRequest request,
                @Nullable Callback callback) {
            this.image = image;
            this.source = source;
            this.request = request;
            this.callback = callback;
        }

        @Override
        public void completed(Outcome itsOutcome) {
            outcome = itsOutcome;
            sendAnswered();
        }

        private ProducerRecord<byte[], byte[]> record() {
            byte[] value = writer.write(source, request, (Prediction) Objects.requireNonNull(outcome));
            return new ProducerRecord<>(image.topic(), source.id().partition(), image.timestamp(), image.key(), value);
        }
    }

    // What follows hands on.

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> image) {
        return send(image, null);
    }

    @Override
    public void initTransactions() {
        producer.initTransactions();
    }

    @Override
    public void beginTransaction() {
        producer.beginTransaction();
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
        producer.sendOffsetsToTransaction(offsets, groupMetadata);
    }

    @Override
    public void commitTransaction() {
        producer.commitTransaction();
    }

    @Override
    public void abortTransaction() {
        producer.abortTransaction();
    }

    @Override
    public void registerMetricForSubscription(KafkaMetric metric) {
        producer.registerMetricForSubscription(metric);
    }

    @Override
    public void unregisterMetricFromSubscription(KafkaMetric metric) {
        producer.unregisterMetricFromSubscription(metric);
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return producer.partitionsFor(topic);
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return producer.metrics();
    }

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        return producer.clientInstanceId(timeout);
    }

    @Override
    public void close() {
        producer.close();
    }

    @Override
    public void close(Duration timeout) {
        producer.close(timeout);
    }
}
