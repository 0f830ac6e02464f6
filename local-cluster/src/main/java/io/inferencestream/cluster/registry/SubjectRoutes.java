package io.inferencestream.cluster.registry;

import com.fasterxml.jackson.databind.util.RawValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /subjects}: registers, looks up, lists and deletes versions. */
final class SubjectRoutes {
    private final SchemaStore store;

    SubjectRoutes(SchemaStore store) {
        this.store = store;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/subjects", this::subjects),
                Route.of("POST", "/subjects/{subject}", this::lookup),
                Route.of("DELETE", "/subjects/{subject}", this::deleteSubject),
                Route.of("GET", "/subjects/{subject}/versions", this::versions),
                Route.of("POST", "/subjects/{subject}/versions", this::register),
                Route.of("GET", "/subjects/{subject}/versions/{version}", this::version),
                Route.of("DELETE", "/subjects/{subject}/versions/{version}", this::deleteVersion),
                Route.of("GET", "/subjects/{subject}/versions/{version}/schema", this::text),
                Route.of("GET", "/subjects/{subject}/versions/{version}/referencedby", this::referringTo));
    }

    private Object subjects(Call call) {
        boolean withDeleted = call.isAsked("deleted");
        String prefix = call.query("subjectPrefix");
        return store
                .versions(version -> version.subject().startsWith(prefix) && (withDeleted || !version.isDeleted()))
                .stream()
                .map(SubjectVersion::subject)
                .distinct()
                .toList();
    }

    private Object lookup(Call call) {
        return described(store.lookup(call.subject(), call.schema(), call.isAsked("deleted")));
    }

    private Object register(Call call) {
        return Map.of("id", store.register(call.subject(), call.schema()).id());
    }

    private Object versions(Call call) {
        return numbers(store.versions(call.subject(), call.isAsked("deleted")));
    }

    private Object version(Call call) {
        return described(find(call));
    }

    private Object text(Call call) {
        return new RawValue(store.schema(find(call).id()).text());
    }

    private Object referringTo(Call call) {
        return store.referringTo(find(call));
    }

    private Object deleteVersion(Call call) {
        return store.delete(call.subject(), call.version(), call.isAsked("permanent"))
                .version();
    }

    private Object deleteSubject(Call call) {
        return numbers(store.deleteSubject(call.subject(), call.isAsked("permanent")));
    }

    private SubjectVersion find(Call call) {
        return store.version(call.subject(), call.version(), call.isAsked("deleted"));
    }

    private Object described(SubjectVersion version) {
        return described(version, store.schema(version.id()));
    }

    static Map<String, Object> described(SubjectVersion version, RegisteredSchema schema) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("subject", version.subject());
        answer.put("version", version.version());
        answer.put("id", schema.id());
        if (!schema.references().isEmpty()) {
            answer.put("references", schema.references());
        }
        answer.put("schema", schema.text());
        return answer;
    }

    private static List<Integer> numbers(List<SubjectVersion> versions) {
        return versions.stream().map(SubjectVersion::version).toList();
    }
}
