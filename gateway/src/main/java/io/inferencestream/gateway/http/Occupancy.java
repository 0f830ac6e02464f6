package io.inferencestream.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.gateway.http.body.InFlight;
import java.util.function.IntSupplier;

/**
 * What is held for clients at this moment; all of it goes back to zero once they have their answers or have left.
 *
 * @param waiting requests that wait for their outcomes
 * @param inFlight requests between arrival and answer
 * @param eventStreams event streams that are fed
 */
record Occupancy(IntSupplier waiting, InFlight inFlight, IntSupplier eventStreams) {
    void writeTo(ObjectNode json) {
        json.put("requests", inFlight.requests())
                .put("requestBytes", inFlight.bytes())
                .put("waiting", waiting.getAsInt())
                .put("eventStreams", eventStreams.getAsInt());
    }
}
