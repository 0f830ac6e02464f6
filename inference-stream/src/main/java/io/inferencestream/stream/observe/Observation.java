package io.inferencestream.stream.observe;

import io.inferencestream.core.pipeline.InFlightLimits;
import io.inferencestream.core.pipeline.InferencePipeline;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.kit.clients.ClientEvents;
import io.inferencestream.kit.health.CommitWatch;
import io.inferencestream.kit.observe.ClientMetrics;
import io.inferencestream.kit.observe.Meters;
import io.inferencestream.kit.observe.Metric;
import io.inferencestream.kit.observe.MetricsPage;
import io.inferencestream.kit.observe.ObservationServer;
import io.inferencestream.stream.config.StreamSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/**
 * All that can be seen of one stream from outside: a registry of metrics, and a server for it and for the stream's health.
 * Starts before the stream, so that a slow start can be watched, and ends after it.
 *
 * <p>Thread-safe. Where settings switch it off, its meters count nothing and nothing listens.
 */
public final class Observation implements AutoCloseable {
    private final MeterRegistry registry;
    private final Meters meters;
    private final @Nullable ObservationServer server;
    private final Deque<AutoCloseable> binders = new ArrayDeque<>();

    private Observation(MeterRegistry registry, Meters meters, @Nullable ObservationServer server) {
        this.registry = registry;
        this.meters = meters;
        this.server = server;
    }

    /**
     * Starts to listen, unless it is off.
     *
     * @param obstacles why the stream is not ready, by name; empty when it is
     * @throws IOException if the address cannot be listened on
     */
    public static Observation start(StreamSettings.Observe settings, Supplier<Map<String, String>> obstacles)
            throws IOException {
        if (settings.port().isEmpty()) {
            MeterRegistry nowhere = new CompositeMeterRegistry();
            return new Observation(nowhere, new Meters(nowhere, null), null);
        }
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Observation observation = new Observation(
                prometheus,
                new Meters(prometheus, prometheus.getPrometheusRegistry()),
                ObservationServer.start(
                        settings.host(), settings.port().getAsInt(), new MetricsPage(prometheus), obstacles));
        observation.bindProcess();
        observation.meters.gauge(
                Metric.READY, Tags.empty(), () -> obstacles.get().isEmpty() ? 1 : 0);
        return observation;
    }

    private void bindProcess() {
        JvmGcMetrics garbage = new JvmGcMetrics();
        garbage.bindTo(registry);
        binders.push(garbage);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    /** Where metrics and health are; empty where they are off. */
    public Optional<URI> address() {
        return Optional.ofNullable(server).map(ObservationServer::address);
    }

    /** Counters for a stream that serves these models. */
    public StreamMetrics metrics(List<LoadedModel> models) {
        return new StreamMetrics(meters, models);
    }

    /** Counters for the clients of a stream whose input has so many partitions. */
    public ClientEvents clients(int partitions) {
        return new ClientMetrics(meters, partitions);
    }

    /** Shows from now on how full the pipeline is, and what Kafka Streams and its clients say of themselves. */
    public void watch(InferencePipeline pipeline, InFlightLimits limits, KafkaStreams streams, CommitWatch commits) {
        if (server == null) {
            return;
        }
        PipelineGauges.bind(meters, pipeline, limits);
        meters.gauge(Metric.LAG, Tags.empty(), commits::lag);
        meters.gauge(Metric.COMMIT_STALL, Tags.empty(), commits::stallSeconds);
        KafkaStreamsMetrics kafka = new KafkaStreamsMetrics(streams);
        kafka.bindTo(registry);
        binders.push(kafka);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        for (AutoCloseable binder : binders) {
            try {
                binder.close();
            } catch (Exception e) {
                throw new IllegalStateException("a binder of metrics must close", e);
            }
        }
        registry.close();
    }
}
