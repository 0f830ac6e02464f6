package io.inferencestream.gateway.observe;

import java.util.Locale;

/** What the gateway shows of this moment; its name in lower case with dots is the metric's. */
public enum GatewayGauge {
    GATEWAY_REQUESTS_IN_FLIGHT("Requests between arrival and answer."),
    GATEWAY_REQUEST_BODY_BYTES("Bytes of their bodies."),
    GATEWAY_REQUESTS_IN_FLIGHT_LIMIT("How many there may be: limits.inFlight."),
    GATEWAY_REQUESTS_WAITING("Requests that wait for their outcomes."),
    GATEWAY_EVENT_STREAMS("Event streams that are open."),
    GATEWAY_OUTCOMES_KEPT("Outcomes in the index."),
    GATEWAY_READY("1 if recent outcomes are read, so that requests are taken; otherwise 0."),
    GATEWAY_STREAM_RUNNING("1 if the stream behind the gateway has running instances; otherwise 0.");

    private final String description;

    GatewayGauge(String description) {
        this.description = description;
    }

    String dotted() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    String description() {
        return description;
    }
}
