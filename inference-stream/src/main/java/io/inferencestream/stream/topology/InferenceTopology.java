package io.inferencestream.stream.topology;

import io.inferencestream.stream.barrier.CommitBarrier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/** Builds the topology: one source, one processor, a sink for predictions and one for dead letters. */
public final class InferenceTopology {
    static final String BARRIER = "commit-barrier";
    static final String PREDICTIONS = "predictions";
    static final String DEAD_LETTERS = "dead-letters";
    private static final String IMAGES = "images";

    /** Kafka's {@code auto.offset.reset}. */
    private static final @Nullable AutoOffsetReset AS_CONFIGURED = null;

    private static final String INFERENCE = "inference";

    private InferenceTopology() {}

    /**
     * Builds it. Bytes at both ends: decoding and encoding are ours, so that a bad payload never reaches Kafka's own
     * handlers.
     *
     * @param input topic of images
     * @param predictions topic of predictions
     * @param deadLetters topic of records that got none
     */
    public static Topology build(String input, String predictions, String deadLetters, TopologyParts parts) {
        StreamThreads threads = new StreamThreads(parts.limits());
        Stumbles stumbles = new Stumbles();
        Serializer<byte[]> keys = new ByteArraySerializer();
        Serializer<Emission> values = Emission.serializer();
        StreamPartitioner<byte[], Emission> partitioner = Emission.samePartition();
        return new Topology()
                .addSource(
                        AS_CONFIGURED,
                        IMAGES,
                        new SourceTime(System::currentTimeMillis),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        input)
                .addProcessor(INFERENCE, () -> new InferenceProcessor(parts, threads, stumbles), IMAGES)
                .addStateStore(CommitBarrier.builder(BARRIER), INFERENCE)
                .addSink(PREDICTIONS, predictions, keys, values, partitioner, INFERENCE)
                .addSink(DEAD_LETTERS, deadLetters, keys, values, partitioner, INFERENCE);
    }
}
