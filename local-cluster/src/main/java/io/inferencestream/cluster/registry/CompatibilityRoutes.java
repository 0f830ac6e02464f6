package io.inferencestream.cluster.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /compatibility}: says beforehand what a registration would be refused for. */
final class CompatibilityRoutes {
    private final SchemaStore store;

    CompatibilityRoutes(SchemaStore store) {
        this.store = store;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", "/compatibility/subjects/{subject}/versions", this::withSubject),
                Route.of("POST", "/compatibility/subjects/{subject}/versions/{version}", this::withVersion));
    }

    private Object withSubject(Call call) {
        return verdict(call, store.objections(call.subject(), call.schema()));
    }

    private Object withVersion(Call call) {
        return verdict(call, store.objections(call.subject(), call.version(), call.schema()));
    }

    private static Object verdict(Call call, List<String> objections) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("is_compatible", objections.isEmpty());
        if (call.isAsked("verbose")) {
            answer.put("messages", objections);
        }
        return answer;
    }
}
