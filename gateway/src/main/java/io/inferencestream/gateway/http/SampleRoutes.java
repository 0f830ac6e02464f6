package io.inferencestream.gateway.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.gateway.http.problem.ProblemException;
import io.inferencestream.gateway.image.SampleImages;
import io.javalin.http.Context;

/** Images to try. */
final class SampleRoutes {
    private final SampleImages samples;

    SampleRoutes(SampleImages samples) {
        this.samples = samples;
    }

    void names(Context context) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode names = json.putArray("samples");
        samples.names().forEach(names::add);
        Json.write(context, 200, json);
    }

    void image(Context context) {
        ObserveRoutes.show(
                context,
                samples.find(context.pathParam("name"))
                        .orElseThrow(() -> ProblemException.notFound("There is no sample of this name.")));
    }
}
