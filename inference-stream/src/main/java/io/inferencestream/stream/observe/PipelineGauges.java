package io.inferencestream.stream.observe;

import io.inferencestream.core.pipeline.InFlightLimits;
import io.inferencestream.core.pipeline.InferencePipeline;
import io.inferencestream.core.pipeline.ServedModel;
import io.inferencestream.kit.observe.Meters;
import io.inferencestream.kit.observe.Metric;
import io.micrometer.core.instrument.Tags;

/** Shows how full the pipeline is, asked anew at every scrape. */
final class PipelineGauges {
    private PipelineGauges() {}

    static void bind(Meters meters, InferencePipeline pipeline, InFlightLimits limits) {
        meters.gauge(Metric.IN_FLIGHT_RECORDS, Tags.empty(), pipeline::recordsInFlight);
        meters.gauge(Metric.IN_FLIGHT_RECORDS_LIMIT, Tags.empty(), limits::records);
        meters.gauge(Metric.IN_FLIGHT_BYTES, Tags.empty(), pipeline::bytesInFlight);
        meters.gauge(Metric.IN_FLIGHT_BYTES_LIMIT, Tags.empty(), limits::bytes);
        meters.gauge(Metric.DECODE_IMAGES, Tags.empty(), pipeline::waitingForDecoding);
        for (ServedModel model : pipeline.models()) {
            Tags tags = ModelMeters.tags(model.card().id());
            long imageBytes = model.card().input().bytes();
            meters.gauge(Metric.QUEUE_IMAGES, tags, model.batcher()::waiting);
            meters.gauge(Metric.QUEUE_BYTES, tags, () -> model.batcher().waiting() * imageBytes);
        }
    }
}
