package io.inferencestream.bench.flink;

import io.inferencestream.bench.work.WorkSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Flink with {@code AsyncDataStream} in order, operators chained, objects reused, nothing lingering, and behind it
 * predictors that take batches as they can. {@code flink.parallelism} and {@code flink.checkpointMillis} are system
 * properties, to try others.
 */
public final class FlinkMain {
    private static final int BATCHES_IN_FLIGHT = 4;

    private FlinkMain() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        WorkSettings settings = WorkSettings.parse(arguments);
        int cores = Runtime.getRuntime().availableProcessors();
        int parallelism = Integer.getInteger("flink.parallelism", 1);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration());
        env.getConfig().enableObjectReuse();
        env.setBufferTimeout(0);
        env.enableCheckpointing(Integer.getInteger("flink.checkpointMillis", settings.exactlyOnce() ? 250 : 1000));
        DataStream<Message> images = env.fromSource(source(settings), WatermarkStrategy.noWatermarks(), "images");
        int capacity = BATCHES_IN_FLIGHT * cores * Predictors.shared(settings).largestBatch() / parallelism;
        AsyncDataStream.orderedWait(images, new Predicting(arguments), 10, TimeUnit.MINUTES, capacity)
                .returns(Message.class)
                .sinkTo(sink(settings));
        env.execute(settings.application());
    }

    private static Configuration configuration() throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS, 1);
        // In memory a checkpoint may have 5 MiB, which images in flight exceed.
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                Files.createTempDirectory("checkpoints").toUri().toString());
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
        return configuration;
    }

    private static KafkaSource<Message> source(WorkSettings settings) {
        return KafkaSource.<Message>builder()
                .setBootstrapServers(settings.bootstrap())
                .setTopics(settings.input())
                .setGroupId(settings.application())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new MessageReader())
                .build();
    }

    private static KafkaSink<Message> sink(WorkSettings settings) {
        return KafkaSink.<Message>builder()
                .setBootstrapServers(settings.bootstrap())
                .setRecordSerializer(new MessageWriter(settings.output()))
                .setDeliveryGuarantee(
                        settings.exactlyOnce() ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE)
                .setTransactionalIdPrefix(settings.application())
                .setProperty("linger.ms", "0")
                .setProperty("transaction.timeout.ms", "60000")
                .build();
    }
}
