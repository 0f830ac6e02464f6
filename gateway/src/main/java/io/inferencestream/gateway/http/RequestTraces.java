package io.inferencestream.gateway.http;

import io.inferencestream.gateway.trace.RequestTrace;
import io.inferencestream.gateway.trace.Traces;
import io.inferencestream.schemas.header.HeaderNames;
import io.javalin.http.Context;
import java.util.Objects;

/** Keeps the trace of a request for predictions with it, from its arrival to its answer. Thread-safe. */
final class RequestTraces {
    private static final String TRACE = "trace";

    private final Traces traces;

    RequestTraces(Traces traces) {
        this.traces = traces;
    }

    RequestTrace begin(Context context) {
        RequestTrace trace = traces.begin(
                context.method().name(), AuditLog.route(context), context.header(HeaderNames.TRACE_PARENT));
        context.attribute(TRACE, trace);
        return trace;
    }

    /** That of a request that has begun one. */
    static RequestTrace of(Context context) {
        return Objects.requireNonNull(context.<RequestTrace>attribute(TRACE));
    }

    /** Ends it, where the request has begun one. */
    static void answered(Context context) {
        RequestTrace trace = context.attribute(TRACE);
        if (trace != null) {
            trace.answered(context.statusCode());
        }
    }
}
