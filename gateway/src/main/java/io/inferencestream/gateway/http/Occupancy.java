package io.inferencestream.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.gateway.http.body.InFlight;
import io.inferencestream.gateway.observe.GatewayGauge;
import io.inferencestream.gateway.observe.GatewayMeters;
import java.util.function.IntSupplier;

/**
 * What is held for clients at this moment; all of it goes back to zero once they have their answers or have left.
 *
 * @param waiting requests that wait for their outcomes
 * @param inFlight requests between arrival and answer
 * @param eventStreams event streams that are fed
 */
record Occupancy(IntSupplier waiting, InFlight inFlight, IntSupplier eventStreams) {
    void showIn(GatewayMeters meters) {
        meters.show(GatewayGauge.GATEWAY_REQUESTS_IN_FLIGHT, inFlight::requests);
        meters.show(GatewayGauge.GATEWAY_REQUEST_BODY_BYTES, inFlight::bytes);
        meters.show(GatewayGauge.GATEWAY_REQUESTS_WAITING, waiting::getAsInt);
        meters.show(GatewayGauge.GATEWAY_EVENT_STREAMS, eventStreams::getAsInt);
    }

    void writeTo(ObjectNode json) {
        json.put("requests", inFlight.requests())
                .put("requestBytes", inFlight.bytes())
                .put("waiting", waiting.getAsInt())
                .put("eventStreams", eventStreams.getAsInt());
    }
}
