package io.inferencestream.cluster.registry;

import com.fasterxml.jackson.databind.util.RawValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /schemas}: finds schemas by id, and where an id is used. */
final class SchemaRoutes {
    private final SchemaStore store;

    SchemaRoutes(SchemaStore store) {
        this.store = store;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/schemas", this::schemas),
                Route.of("GET", "/schemas/types", call -> List.of("AVRO")),
                Route.of("GET", "/schemas/ids/{id}", this::schema),
                Route.of("GET", "/schemas/ids/{id}/schema", this::text),
                Route.of("GET", "/schemas/ids/{id}/subjects", this::subjects),
                Route.of("GET", "/schemas/ids/{id}/versions", this::versions));
    }

    private Object schemas(Call call) {
        String prefix = call.query("subjectPrefix");
        boolean withDeleted = call.isAsked("deleted");
        return store
                .versions(version -> version.subject().startsWith(prefix) && (withDeleted || !version.isDeleted()))
                .stream()
                .map(version -> SubjectRoutes.described(version, store.schema(version.id())))
                .toList();
    }

    private Object schema(Call call) {
        RegisteredSchema schema = store.schema(call.id());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("schema", schema.text());
        if (!schema.references().isEmpty()) {
            answer.put("references", schema.references());
        }
        return answer;
    }

    private Object text(Call call) {
        return new RawValue(store.schema(call.id()).text());
    }

    private Object subjects(Call call) {
        return uses(call).stream().map(SubjectVersion::subject).distinct().toList();
    }

    private Object versions(Call call) {
        return uses(call).stream()
                .map(version -> Map.of("subject", version.subject(), "version", version.version()))
                .toList();
    }

    private List<SubjectVersion> uses(Call call) {
        int id = store.schema(call.id()).id();
        boolean withDeleted = call.isAsked("deleted");
        return store.versions(version -> version.id() == id && (withDeleted || !version.isDeleted()));
    }
}
