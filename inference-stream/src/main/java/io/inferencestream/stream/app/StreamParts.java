package io.inferencestream.stream.app;

import io.inferencestream.core.batch.BatchObserver;
import io.inferencestream.core.batch.EngineFailureListener;
import io.inferencestream.core.journal.CrashJournal;
import io.inferencestream.core.pipeline.InferencePipeline;
import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.kit.clients.ClientEvents;
import io.inferencestream.kit.clients.StreamClients;
import io.inferencestream.kit.health.BacklogProbe;
import io.inferencestream.kit.health.BrokerOffsets;
import io.inferencestream.kit.health.CommitWatch;
import io.inferencestream.kit.health.GroupOffsetsReader;
import io.inferencestream.kit.health.Readiness;
import io.inferencestream.kit.lifecycle.GuardedStreams;
import io.inferencestream.kit.lifecycle.RecordsInHand;
import io.inferencestream.kit.output.OutputTopic;
import io.inferencestream.kit.output.RefusalHandler;
import io.inferencestream.kit.output.Refusals;
import io.inferencestream.kit.properties.Machine;
import io.inferencestream.schemas.announcement.LiveModels;
import io.inferencestream.schemas.avro.RecordReader;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.outcome.RecordPosition;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.stream.announce.ModelAnnouncer;
import io.inferencestream.stream.announce.ModelDirectory;
import io.inferencestream.stream.config.InputFormat;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.stream.event.AvroPredictionWriter;
import io.inferencestream.stream.event.AvroReader;
import io.inferencestream.stream.event.BytesReader;
import io.inferencestream.stream.event.DeadLetters;
import io.inferencestream.stream.event.EventReader;
import io.inferencestream.stream.event.OutcomeInput;
import io.inferencestream.stream.topology.InferenceTopology;
import io.inferencestream.stream.topology.ModelRouter;
import io.inferencestream.stream.topology.Outputs;
import io.inferencestream.stream.topology.RecordObserver;
import io.inferencestream.stream.topology.RecordTrace;
import io.inferencestream.stream.topology.TopologyParts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** Makes the parts of a stream from its settings and from what was prepared. Whoever asks for a part closes it. */
final class StreamParts {
    /** How long records may wait without a commit in their partition, beyond the commit interval. */
    private static final Duration COMMIT_PATIENCE = Duration.ofMinutes(1);

    private final StreamSettings settings;
    private final Prepared prepared;
    private final Bounds bounds;
    private final RecordsInHand inHand = new RecordsInHand();
    private final Outputs outputs;

    StreamParts(StreamSettings settings, Prepared prepared) {
        this.settings = settings;
        this.prepared = prepared;
        this.bounds = Bounds.of(settings, prepared.kafka(), Machine.here(), prepared.models());
        this.outputs = outputs();
    }

    private Outputs outputs() {
        long producerBytes = prepared.kafka().maxRecordBytes();
        OutputTopic predictions =
                new OutputTopic(settings.output().predictions(), producerBytes, System::currentTimeMillis);
        OutputTopic deadLetters =
                new OutputTopic(settings.output().deadLetters(), producerBytes, System::currentTimeMillis);
        OutcomeInput inputs = new OutcomeInput(RecordReader.of(prepared.registry(), PredictionEvent.class));
        return new Outputs(predictions, deadLetters, new Refusals(List.of(predictions, deadLetters), inputs));
    }

    /** Where outcomes go. */
    Outputs whereOutcomesGo() {
        return outputs;
    }

    /** The record that the calling thread dies of: the one whose outcome was refused, or the one it works on. */
    Optional<RecordPosition> culprit(Throwable thrown) {
        return outputs.refusals().behind(thrown).or(inHand::current);
    }

    /** Whether the settings give this instance a place of its own in the group. */
    boolean isStaticMember() {
        return prepared.kafka().isStaticMember();
    }

    /** Watches how far the group gets with the input topic. */
    CommitWatch commitWatch(Admin admin, GuardedStreams streams, Readiness readiness) {
        GroupOffsetsReader offsets = new GroupOffsetsReader(
                admin, settings.application(), settings.input().topic());
        return new CommitWatch(
                new BrokerOffsets(
                        offsets, new BacklogProbe(settings.kafkaSettings().consumer())),
                streams::partitions,
                COMMIT_PATIENCE.plus(prepared.kafka().commitInterval()),
                readiness,
                streams.listener(),
                System::nanoTime);
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
                        settings.kafkaSettings().consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
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
                        settings.kafkaSettings().producer(), new ByteArraySerializer(), new ByteArraySerializer()));
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
                new DeadLetters(settings.instance(), outputs.deadLetters()::maxRecordBytes),
                outputs,
                Set.copyOf(settings.reject()),
                bounds.topology(),
                inHand,
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
        properties.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, RefusalHandler.class);
        properties.put(RefusalHandler.REFUSALS, outputs.refusals());
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
