package io.inferencestream.gateway.http;

import io.inferencestream.gateway.observe.GatewayGauge;
import io.inferencestream.gateway.observe.GatewayMeters;
import io.javalin.http.Context;
import java.time.Duration;

/** What is kept of answered calls: a line in the audit log, a count and a time in the meters, the end of a trace. Thread-safe. */
final class CallRecord {
    private final GatewayMeters meters;
    private final AuditLog audit;

    CallRecord(GatewayParts parts, Occupancy occupancy) {
        this.meters = parts.meters();
        this.audit = new AuditLog(System::nanoTime);
        occupancy.showIn(meters);
        int limit = parts.settings().limits().inFlightRequests();
        meters.show(GatewayGauge.GATEWAY_REQUESTS_IN_FLIGHT_LIMIT, () -> limit);
        meters.show(GatewayGauge.GATEWAY_OUTCOMES_KEPT, () -> parts.index().size());
        meters.show(GatewayGauge.GATEWAY_READY, () -> parts.isReady().getAsBoolean() ? 1 : 0);
        meters.show(
                GatewayGauge.GATEWAY_STREAM_RUNNING, () -> parts.watch().state().members() > 0 ? 1 : 0);
    }

    void answered(Context context, float millis) {
        RequestTraces.answered(context);
        audit.write(context, millis);
        Duration took = Duration.ofNanos((long) (millis * 1e6));
        meters.answered(context.method().name(), AuditLog.route(context), context.statusCode(), took);
    }

    /** The meters as they are now. */
    void show(Context context) {
        context.contentType(GatewayMeters.TYPE).result(meters.page());
    }
}
