package io.inferencestream.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/**
 * Sends spans to a collector, in batches, on a thread of its own. A collector that is slow or gone costs spans, and nothing
 * else. That it is there is not checked. Thread-safe.
 */
public final class TraceExport implements AutoCloseable {
    private static final String SCOPE = "io.inferencestream";
    private static final long END_SECONDS = 5;

    private final SdkTracerProvider provider;

    private TraceExport(SdkTracerProvider provider) {
        this.provider = provider;
    }

    /**
     * Begins to export.
     *
     * @param endpoint where the collector takes OTLP over HTTP
     * @param rootPercent how many of a hundred traces that begin here are sampled; others are as what began them says
     * @param service what the program is called, the same in all its instances
     * @param instance what this instance of it is called
     */
    public static TraceExport to(URI endpoint, int rootPercent, String service, String instance) {
        OtlpHttpSpanExporter exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString()).build();
        Resource names = Resource.create(Attributes.of(
                AttributeKey.stringKey("service.name"), service,
                AttributeKey.stringKey("service.instance.id"), instance));
        return new TraceExport(SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(names))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(rootPercent / 100.0)))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build());
    }

    /** Makes the spans that are sent. */
    public Tracer tracer() {
        return provider.get(SCOPE);
    }

    /** Sends what is left, and ends; takes at most some seconds. */
    @Override
    public void close() {
        provider.shutdown().join(END_SECONDS, TimeUnit.SECONDS);
    }
}
