package io.inferencestream.stream.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/**
 * Sends spans to a collector, in batches, on a thread of its own. A collector that is slow or gone costs spans, never
 * records.
 */
final class Exporting {
    private static final String SCOPE = "io.inferencestream";
    private static final long END_SECONDS = 5;

    private Exporting() {}

    static Tracing to(URI endpoint, int rootPercent, String application, String instance) {
        OtlpHttpSpanExporter exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString()).build();
        return through(BatchSpanProcessor.builder(exporter).build(), rootPercent, application, instance);
    }

    static Tracing through(SpanProcessor processor, int rootPercent, String application, String instance) {
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.of(
                                AttributeKey.stringKey("service.name"),
                                application,
                                AttributeKey.stringKey("service.instance.id"),
                                instance))))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(rootPercent / 100.0)))
                .addSpanProcessor(processor)
                .build();
        StreamTrace trace = new StreamTrace(provider.get(SCOPE));
        return new Tracing(trace, trace, () -> provider.shutdown().join(END_SECONDS, TimeUnit.SECONDS));
    }
}
