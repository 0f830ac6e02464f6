package io.inferencestream.stream.app;

import io.inferencestream.core.batch.BatchObserver;
import io.inferencestream.core.batch.EngineFailureListener;
import io.inferencestream.core.journal.CrashJournal;
import io.inferencestream.core.pipeline.InferencePipeline;
import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.announcement.LiveModels;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.stream.announce.ModelAnnouncer;
import io.inferencestream.stream.announce.ModelDirectory;
import io.inferencestream.stream.clients.ClientEvents;
import io.inferencestream.stream.clients.StreamClients;
import io.inferencestream.stream.config.InputFormat;
import io.inferencestream.stream.config.KafkaProperties;
import io.inferencestream.stream.config.Machine;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.stream.event.AvroPredictionWriter;
import io.inferencestream.stream.event.AvroReader;
import io.inferencestream.stream.event.BytesReader;
import io.inferencestream.stream.event.DeadLetters;
import io.inferencestream.stream.event.EventReader;
import io.inferencestream.stream.topology.InferenceTopology;
import io.inferencestream.stream.topology.ModelRouter;
import io.inferencestream.stream.topology.RecordObserver;
import io.inferencestream.stream.topology.RecordTrace;
import io.inferencestream.stream.topology.TopologyParts;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;

/** Makes the parts of a stream from its settings and from what was prepared. Whoever asks for a part closes it. */
final class StreamParts {
    private final StreamSettings settings;
    private final Prepared prepared;
    private final Bounds bounds;

    StreamParts(StreamSettings settings, Prepared prepared) {
        this.settings = settings;
        this.prepared = prepared;
        this.bounds = Bounds.of(settings, prepared.kafka(), Machine.here(), prepared.models());
    }

    Bounds bounds() {
        return bounds;
    }

    /** The pipeline, at work; it closes the models. */
    InferencePipeline pipeline(CrashJournal journal, EngineFailureListener failures, BatchObserver batches) {
        return InferencePipeline.start(
                prepared.models(),
                settings.batch().linger(),
                settings.limits().predictTimeout(),
                bounds.decodeThreads(),
                bounds.decode(),
                bounds.inFlight(),
                journal,
                failures,
                batches);
    }

    /** Knows what other instances serve, once it is started. */
    ModelDirectory directory() {
        return new ModelDirectory(
                settings.output().models(),
                new LiveModels(prepared.registry(), settings.application(), System::nanoTime),
                () -> new KafkaConsumer<>(
                        KafkaProperties.consumer(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** Says what this instance serves, once it is started. */
    ModelAnnouncer announcer() {
        RecordWriter<ModelAnnouncement> writer = RecordWriter.ofValues(
                prepared.registry(), settings.registry(), settings.output().models());
        return new ModelAnnouncer(
                settings.output().models(),
                settings.application(),
                settings.instance(),
                prepared.models(),
                writer,
                new KafkaProducer<>(
                        KafkaProperties.producer(settings), new ByteArraySerializer(), new ByteArraySerializer()));
    }

    TopologyParts topology(
            InferencePipeline pipeline, ModelDirectory directory, RecordObserver observer, RecordTrace trace) {
        RecordWriter<PredictionEvent> predictions = prepared.predictions();
        return new TopologyParts(
                pipeline,
                new ModelRouter(pipeline.models(), pipeline.models().get(prepared.defaultModel())),
                directory,
                readers(),
                () -> new AvroPredictionWriter(predictions, settings.instance()),
                new DeadLetters(settings.instance(), prepared.largestDeadLetterBytes()),
                Set.copyOf(settings.reject()),
                bounds.topology(),
                observer,
                trace,
                true);
    }

    private Supplier<EventReader> readers() {
        SchemaRegistryClient registry = prepared.registry();
        return settings.input().format() == InputFormat.AVRO ? () -> new AvroReader(registry) : BytesReader::new;
    }

    /** Kafka Streams, not started. */
    KafkaStreams kafkaStreams(TopologyParts parts, ClientEvents events) {
        StreamClients clients = new StreamClients(bounds.clients(), events);
        Properties properties = new Properties();
        properties.putAll(prepared.kafka().streams());
        properties.putAll(clients.properties());
        return new KafkaStreams(
                InferenceTopology.build(
                        settings.input().topic(),
                        settings.output().predictions(),
                        settings.output().deadLetters(),
                        parts),
                properties,
                clients);
    }
}
