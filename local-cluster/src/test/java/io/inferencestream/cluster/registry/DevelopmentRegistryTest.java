package io.inferencestream.cluster.registry;

import static io.inferencestream.cluster.registry.RegistryClient.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferencestream.cluster.loopback.PortTakenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentRegistryTest {
    private static final String NAME = "{\"name\":\"name\",\"type\":\"string\"}";
    private static final String AGE = "{\"name\":\"age\",\"type\":\"int\"}";
    private static final String AGE_WITH_DEFAULT = "{\"name\":\"age\",\"type\":\"int\",\"default\":0}";

    private final DevelopmentRegistry registry = DevelopmentRegistry.start(RegistryOptions.defaults());
    private final RegistryClient client = new RegistryClient(registry);

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void givesOneIdToOneSchemaWhateverItsSpacingAndSubject() throws Exception {
        int id = client.register("images-value", record("Image", NAME));
        int again = client.register("images-value", record("Image", NAME).replace(",", " ,\n "));
        int elsewhere = client.register("copies-value", record("Image", NAME));
        int other = client.register("others-value", record("Other", NAME));

        assertThat(List.of(again, elsewhere)).containsOnly(id);
        assertThat(other).isNotEqualTo(id);
        assertThat(client.get("/subjects/images-value/versions").toString()).isEqualTo("[1]");
        assertThat(client.get("/subjects").toString())
                .isEqualTo("[\"copies-value\",\"images-value\",\"others-value\"]");
        assertThat(client.get("/subjects?subjectPrefix=im").toString()).isEqualTo("[\"images-value\"]");
        assertThat(client.get("/schemas/ids/" + id + "/subjects").toString())
                .isEqualTo("[\"copies-value\",\"images-value\"]");
        assertThat(client.get("/schemas/ids/" + id + "/versions")).hasSize(2);
    }

    @Test
    void answersSchemasByIdByVersionAndAsBareText() throws Exception {
        String schema = record("Image", NAME);
        int id = client.register("images-value", schema);

        JsonNode latest = client.get("/subjects/images-value/versions/latest");

        assertThat(latest.get("subject").textValue()).isEqualTo("images-value");
        assertThat(latest.get("version").intValue()).isEqualTo(1);
        assertThat(latest.get("id").intValue()).isEqualTo(id);
        assertThat(latest.get("schema").textValue()).isEqualTo(schema);
        assertThat(latest.has("schemaType")).isFalse();
        assertThat(client.get("/subjects/images-value/versions/-1")).isEqualTo(latest);
        assertThat(client.get("/subjects/images-value/versions/1")).isEqualTo(latest);
        assertThat(client.post("/subjects/images-value", schema)).isEqualTo(latest);
        assertThat(client.get("/schemas/ids/" + id).get("schema").textValue()).isEqualTo(schema);
        assertThat(client.get("/schemas/ids/" + id + "/schema").toString()).isEqualTo(schema);
        assertThat(client.get("/subjects/images-value/versions/1/schema").toString())
                .isEqualTo(schema);
        assertThat(client.get("/schemas").get(0)).isEqualTo(latest);
        assertThat(client.get("/schemas/types").toString()).isEqualTo("[\"AVRO\"]");
    }

    @Test
    void takesSubjectsWithSlashesAndPlusSigns() throws Exception {
        client.register("a%2Fb+c", "\"string\"");

        assertThat(client.get("/subjects").toString()).isEqualTo("[\"a/b+c\"]");
    }

    @Test
    void namesWhatIsMissingByTheCodesOfTheApi() throws Exception {
        String schema = record("Image", NAME);
        client.register("images-value", schema);

        assertThat(client.refusal(client.get("/subjects/none/versions"))).containsExactly(404, 40401);
        assertThat(client.refusal(client.get("/subjects/none/versions/1"))).containsExactly(404, 40401);
        assertThat(client.refusal(client.post("/subjects/none", schema))).containsExactly(404, 40401);
        assertThat(client.refusal(client.get("/subjects/images-value/versions/2")))
                .containsExactly(404, 40402);
        assertThat(client.refusal(client.get("/schemas/ids/99"))).containsExactly(404, 40403);
        assertThat(client.refusal(client.post("/subjects/images-value", record("Image", AGE))))
                .containsExactly(404, 40403);
        assertThat(client.refusal(client.get("/config/images-value"))).containsExactly(404, 40408);
        assertThat(client.refusal(client.get("/mode/images-value"))).containsExactly(404, 40409);
        assertThat(client.refusal(client.get("/nothing/here"))).containsExactly(404, 404);
        assertThat(client.refusal(client.delete("/schemas/types"))).containsExactly(405, 405);
    }

    @Test
    void refusesWhatItCannotUnderstand() throws Exception {
        String versions = "/subjects/images-value/versions";

        assertThat(client.refusal(client.post(versions, "{\"type\":\"record\"}")))
                .containsExactly(422, 42201);
        assertThat(client.refusal(client.post(versions, "\"Unknown\""))).containsExactly(422, 42201);
        assertThat(client.refusal(client.post(versions, "{"))).containsExactly(422, 42201);
        assertThat(client.refusal(client.post(versions, Map.of()))).containsExactly(422, 42201);
        assertThat(client.refusal(client.post(versions, Map.of("schema", "{}", "schemaType", "JSON"))))
                .containsExactly(422, 42201);
        assertThat(client.refusal(client.get(versions + "/newest"))).containsExactly(422, 42202);
        assertThat(client.refusal(client.get(versions + "/0"))).containsExactly(422, 42202);
        assertThat(client.refusal(client.put("/config", Map.of("compatibility", "SIDEWAYS"))))
                .containsExactly(422, 42203);
        assertThat(client.refusal(client.put("/mode", Map.of("mode", "IMPORT"))))
                .containsExactly(422, 42204);
        assertThat(client.get("/subjects").toString()).isEqualTo("[]");
    }

    @Test
    void refusesAnIncompatibleChangeAndSaysWhy() throws Exception {
        client.register("images-value", record("Image", NAME));

        JsonNode answer = client.post("/subjects/images-value/versions", record("Image", NAME, AGE));

        assertThat(client.refusal(answer)).containsExactly(409, 409);
        assertThat(answer.get("message").textValue())
                .contains("images-value")
                .contains("READER_FIELD_MISSING_DEFAULT_VALUE")
                .contains("age");
        assertThat(client.get("/subjects/images-value/versions").toString()).isEqualTo("[1]");
    }

    @Test
    void addsAVersionForACompatibleChange() throws Exception {
        int first = client.register("images-value", record("Image", NAME));
        int second = client.register("images-value", record("Image", NAME, AGE_WITH_DEFAULT));

        assertThat(second).isNotEqualTo(first);
        assertThat(client.get("/subjects/images-value/versions").toString()).isEqualTo("[1,2]");
        assertThat(client.get("/subjects/images-value/versions/latest")
                        .get("id")
                        .intValue())
                .isEqualTo(second);
    }

    @Test
    void tellsCompatibilityWithoutRegistering() throws Exception {
        client.register("images-value", record("Image", NAME));
        String path = "/compatibility/subjects/images-value/versions";

        JsonNode good = client.post(path + "/latest", record("Image", NAME, AGE_WITH_DEFAULT));
        JsonNode bad = client.post(path + "/latest?verbose=true", record("Image", NAME, AGE));
        JsonNode badWithAll = client.post(path, record("Image", NAME, AGE));

        assertThat(good.toString()).isEqualTo("{\"is_compatible\":true}");
        assertThat(bad.get("is_compatible").booleanValue()).isFalse();
        assertThat(bad.get("messages")).hasSize(1);
        assertThat(badWithAll.get("is_compatible").booleanValue()).isFalse();
        assertThat(client.refusal(client.post("/compatibility/subjects/none/versions/1", "\"int\"")))
                .containsExactly(404, 40401);
        assertThat(client.get("/subjects/images-value/versions").toString()).isEqualTo("[1]");
    }

    @Test
    void keepsLevelsPerSubjectAndForAllOthers() throws Exception {
        assertThat(client.get("/config").toString()).isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
        assertThat(client.put("/config/images-value", Map.of("compatibility", "NONE"))
                        .toString())
                .isEqualTo("{\"compatibility\":\"NONE\"}");
        client.put("/config", Map.of("compatibility", "FULL"));

        assertThat(client.get("/config/images-value").toString()).isEqualTo("{\"compatibilityLevel\":\"NONE\"}");
        assertThat(client.get("/config/others?defaultToGlobal=true").toString())
                .isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
        assertThat(client.delete("/config/images-value").toString()).isEqualTo("{\"compatibilityLevel\":\"NONE\"}");
        assertThat(client.refusal(client.get("/config/images-value"))).containsExactly(404, 40408);
    }

    @Test
    void takesNothingNewWhileReadOnly() throws Exception {
        int id = client.register("images-value", record("Image", NAME));
        client.put("/mode", Map.of("mode", "READONLY"));

        assertThat(client.refusal(client.post("/subjects/others/versions", "\"int\"")))
                .containsExactly(422, 42205);
        assertThat(client.refusal(client.delete("/subjects/images-value"))).containsExactly(422, 42205);
        assertThat(client.register("images-value", record("Image", NAME))).isEqualTo(id);
        assertThat(client.delete("/mode").toString()).isEqualTo("{\"mode\":\"READONLY\"}");
        assertThat(client.get("/mode").toString()).isEqualTo("{\"mode\":\"READWRITE\"}");
    }

    @Test
    void keepsIdsOfDeletedVersionsReadable() throws Exception {
        int id = client.register("images-value", record("Image", NAME));

        assertThat(client.delete("/subjects/images-value/versions/latest").intValue())
                .isEqualTo(1);

        assertThat(client.refusal(client.get("/subjects/images-value/versions")))
                .containsExactly(404, 40401);
        assertThat(client.get("/subjects").toString()).isEqualTo("[]");
        assertThat(client.get("/subjects?deleted=true").toString()).isEqualTo("[\"images-value\"]");
        assertThat(client.get("/schemas/ids/" + id).has("schema")).isTrue();
        assertThat(client.register("images-value", record("Image", NAME))).isEqualTo(id);
        assertThat(client.get("/subjects/images-value/versions").toString()).isEqualTo("[2]");
    }

    @Test
    void deletesForeverOnlyWhatIsDeletedAlready() throws Exception {
        int id = client.register("images-value", record("Image", NAME));

        assertThat(client.refusal(client.delete("/subjects/images-value?permanent=true")))
                .containsExactly(404, 40405);
        assertThat(client.refusal(client.delete("/subjects/images-value/versions/1?permanent=true")))
                .containsExactly(404, 40407);
        assertThat(client.delete("/subjects/images-value").toString()).isEqualTo("[1]");
        assertThat(client.delete("/subjects/images-value?permanent=true").toString())
                .isEqualTo("[1]");

        assertThat(client.refusal(client.get("/schemas/ids/" + id))).containsExactly(404, 40403);
        assertThat(client.register("images-value", record("Image", NAME))).isGreaterThan(id);
    }

    @Test
    void resolvesReferencesAndGuardsWhatIsReferredTo() throws Exception {
        client.register("point", record("Point", AGE));
        String schema = record("Image", "{\"name\":\"centre\",\"type\":\"Point\"}");
        Map<String, Object> body = Map.of(
                "schema",
                schema,
                "schemaType",
                "AVRO",
                "references",
                List.of(Map.of("name", "Point", "subject", "point", "version", 1)));

        int id = client.post("/subjects/images-value/versions", body).get("id").intValue();
        JsonNode found = client.get("/schemas/ids/" + id);

        assertThat(found.get("schema").textValue()).contains("\"type\":\"Point\"");
        assertThat(found.get("references").get(0).get("subject").textValue()).isEqualTo("point");
        assertThat(client.post("/subjects/images-value", body).get("id").intValue())
                .isEqualTo(id);
        assertThat(client.get("/subjects/point/versions/1/referencedby").toString())
                .isEqualTo("[" + id + "]");
        assertThat(client.refusal(client.delete("/subjects/point/versions/1"))).containsExactly(422, 42206);
        assertThat(client.refusal(client.post("/subjects/images-value/versions", schema)))
                .containsExactly(422, 42201);
    }

    @Test
    void findsItsIdsAgainAfterARestart(@TempDir Path folder) throws Exception {
        RegistryOptions options = RegistryOptions.defaults().file(folder.resolve("kept/registry.json"));
        int other;
        int id;
        try (DevelopmentRegistry first = DevelopmentRegistry.start(options)) {
            RegistryClient firstClient = new RegistryClient(first);
            other = firstClient.register("others-value", record("Other", NAME));
            id = firstClient.register("images-value", record("Image", NAME));
            firstClient.put("/config/images-value", Map.of("compatibility", "NONE"));
            firstClient.delete("/subjects/others-value");
        }

        try (DevelopmentRegistry second = DevelopmentRegistry.start(options)) {
            RegistryClient secondClient = new RegistryClient(second);
            assertThat(secondClient.register("images-value", record("Image", NAME)))
                    .isEqualTo(id);
            assertThat(secondClient.get("/schemas/ids/" + other).has("schema")).isTrue();
            assertThat(secondClient.get("/subjects").toString()).isEqualTo("[\"images-value\"]");
            assertThat(secondClient.get("/config/images-value").toString()).contains("NONE");
            assertThat(secondClient.register("new-value", "\"int\"")).isGreaterThan(Math.max(id, other));
        }
    }

    @Test
    void refusesAFileThatIsNotARegistrys(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("registry.json"), "dear diary");

        assertThatThrownBy(() ->
                        DevelopmentRegistry.start(RegistryOptions.defaults().file(file)))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("registry.json");
        assertThat(file).hasContent("dear diary");
    }

    @Test
    void comesBackOnTheSamePortAfterAnOutage() throws Exception {
        int id = client.register("images-value", record("Image", NAME));

        registry.stop();
        assertThatThrownBy(() -> client.get("/subjects")).isInstanceOf(IOException.class);
        registry.restart();

        assertThat(client.register("images-value", record("Image", NAME))).isEqualTo(id);
    }

    @Test
    void refusesEveryRequestWhileToldTo() throws Exception {
        AtomicInteger status = new AtomicInteger(503);
        try (DevelopmentRegistry moody =
                DevelopmentRegistry.start(RegistryOptions.defaults().refusal(path -> status.get()))) {
            RegistryClient moodyClient = new RegistryClient(moody);

            assertThat(moodyClient.refusal(moodyClient.get("/subjects"))).containsExactly(503, 503);
            status.set(401);
            assertThat(moodyClient.refusal(moodyClient.get("/subjects"))).containsExactly(401, 401);
            status.set(0);
            assertThat(moodyClient.get("/subjects").toString()).isEqualTo("[]");
        }
    }

    @Test
    void refusesATakenPortWithAClearMessage() {
        int port = registry.url().getPort();

        assertThatThrownBy(() ->
                        DevelopmentRegistry.start(RegistryOptions.defaults().port(port)))
                .isInstanceOf(PortTakenException.class)
                .hasMessageStartingWith("port " + port + " on 127.0.0.1 is taken: choose another with");
    }
}
