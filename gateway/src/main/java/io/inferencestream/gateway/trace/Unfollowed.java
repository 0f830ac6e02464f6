package io.inferencestream.gateway.trace;

import io.inferencestream.gateway.request.ImageTrace;
import io.inferencestream.schemas.header.TraceParent;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A request whose trace is handed on as the caller sends it, without a span in between; or one that is not sampled, where it
 * sends none that makes sense.
 */
final class Unfollowed implements RequestTrace {
    private final TraceParent parent;

    Unfollowed(@Nullable String traceparent, RandomGenerator random) {
        this.parent = TraceParent.parse(traceparent == null ? "" : traceparent)
                .orElseGet(() -> TraceParent.begin(random, false));
    }

    @Override
    public String traceId() {
        return parent.traceId();
    }

    @Override
    public void received() {}

    @Override
    public ImageTrace image(String id) {
        return ImageTrace.unfollowed(parent.toString());
    }

    @Override
    public void answered(int status) {}
}
