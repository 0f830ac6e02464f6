package io.inferencestream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaRegistryClientTest {
    private static final Schema INT = Schema.create(Schema.Type.INT);
    private static final Schema LONG = Schema.create(Schema.Type.LONG);

    private final FakeRegistry registry = new FakeRegistry();
    private final SchemaRegistryClient client = registry.client();

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void asksForAnIdOnce() {
        int id = registry.add("s", INT);

        assertThat(client.byId(id)).isEqualTo(INT);
        assertThat(client.byId(id)).isEqualTo(INT);

        assertThat(registry.calls()).containsExactly("GET /schemas/ids/1");
    }

    @Test
    void registersASchemaOncePerSubject() {
        assertThat(client.register("a", INT)).isEqualTo(1);
        assertThat(client.register("a", INT)).isEqualTo(1);
        assertThat(client.register("b", INT)).isEqualTo(1);
        assertThat(client.register("a", LONG)).isEqualTo(2);

        assertThat(registry.calls())
                .containsExactly("POST /subjects/a/versions", "POST /subjects/b/versions", "POST /subjects/a/versions");
    }

    @Test
    void looksUpWhatIsRegistered() {
        int id = registry.add("s", "\"int\"", "[]");
        // The fake compares whole bodies, and the client sends no references.
        registry.next(exchange -> FakeRegistry.send(exchange, 200, "{\"id\":" + id + ",\"version\":1}"));

        assertThat(client.lookUp("s", INT)).isEqualTo(id);
        assertThat(client.lookUp("s", INT)).isEqualTo(id);

        assertThat(registry.calls()).containsExactly("POST /subjects/s");
    }

    @Test
    void forgetsThatASchemaIsMissing() {
        AtomicLong clock = new AtomicLong();
        SchemaRegistryClient timed =
                new SchemaRegistryClient(RegistrySettings.of(registry.config()), clock::get, System::currentTimeMillis);
        assertThatThrownBy(() -> timed.byId(1)).isInstanceOf(SchemaNotFoundException.class);
        registry.add("s", INT);

        clock.addAndGet(SchemaRegistryClient.MISSING_REMEMBERED.toNanos() - 1);
        assertThatThrownBy(() -> timed.byId(1)).isInstanceOf(SchemaNotFoundException.class);
        assertThat(registry.calls()).hasSize(1);

        clock.addAndGet(1);
        assertThat(timed.byId(1)).isEqualTo(INT);
    }

    @Test
    void remembersNoOutage() {
        registry.add("s", INT);
        registry.next(503, 0);
        assertThatThrownBy(() -> client.byId(1)).isInstanceOf(RegistryUnavailableException.class);

        assertThat(client.byId(1)).isEqualTo(INT);
    }

    @Test
    void keepsNoMoreSchemasThanToldTo() {
        SchemaRegistryClient forgetful = SchemaRegistryClient.of(registry.config("max.schemas.per.subject", "2"));
        registry.add("s", INT);
        registry.add("s", LONG);
        registry.add("s", Schema.create(Schema.Type.FLOAT));

        for (int id : List.of(1, 2, 3, 2, 3, 1)) {
            forgetful.byId(id);
        }

        assertThat(registry.calls())
                .containsExactly(
                        "GET /schemas/ids/1", "GET /schemas/ids/2", "GET /schemas/ids/3", "GET /schemas/ids/1");
    }

    @Test
    void resolvesReferencesOfReferencesEachOnce() {
        registry.add("point", point().toString(), "[]");
        registry.add(
                "line",
                "{\"type\":\"record\",\"name\":\"Line\",\"namespace\":\"g\",\"fields\":["
                        + "{\"name\":\"from\",\"type\":\"Point\"},{\"name\":\"to\",\"type\":\"Point\"}]}",
                "[" + reference("g.Point", "point") + "]");
        int id = registry.add(
                "drawing",
                "{\"type\":\"record\",\"name\":\"Drawing\",\"namespace\":\"g\",\"fields\":["
                        + "{\"name\":\"origin\",\"type\":\"Point\"},{\"name\":\"line\",\"type\":\"g.Line\"}]}",
                "[" + reference("g.Line", "line") + "," + reference("g.Point", "point") + "]");

        Schema drawing = client.byId(id);

        Schema line = drawing.getField("line").schema();
        assertThat(line.getField("to").schema()).isEqualTo(point());
        assertThat(registry.calls())
                .containsExactly(
                        "GET /schemas/ids/3",
                        "GET /subjects/line/versions/1?deleted=true",
                        "GET /subjects/point/versions/1?deleted=true");
    }

    @Test
    void takesAReferenceThatIsGoneForAMissingSchemaAndAnOutageForAnOutage() {
        int id = registry.add("s", "\"g.Point\"", "[" + reference("g.Point", "point") + "]");
        assertThatThrownBy(() -> registry.client().byId(id)).isInstanceOf(SchemaNotFoundException.class);

        registry.next(exchange -> FakeRegistry.send(
                exchange,
                200,
                "{\"schema\":\"\\\"g.Point\\\"\",\"references\":[" + reference("g.Point", "point") + "]}"));
        registry.next(503, 0);
        assertThatThrownBy(() -> registry.client().byId(id)).isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void findsTheNewestVersion() {
        registry.add("s", INT);
        registry.add("s", LONG);

        assertThat(client.latest("s")).isEqualTo(new RegisteredSchema("s", 2, 2, LONG));
    }

    @Test
    void takesTheFirstSchemaOfASubjectForCompatible() {
        registry.next(404, 40401);

        assertThat(client.isCompatible("s", INT)).isTrue();
    }

    @Test
    void passesOnTheVerdictOnCompatibility() {
        registry.next(exchange -> FakeRegistry.send(exchange, 200, "{\"is_compatible\":false}"));

        assertThat(client.isCompatible("s", INT)).isFalse();
        assertThat(registry.calls()).containsExactly("POST /compatibility/subjects/s/versions/latest");
    }

    @Test
    void encodesSubjectsAndKeepsTheBasePath() {
        try (FakeRegistry behindPath = new FakeRegistry("/apis/ccompat/v7")) {
            SchemaRegistryClient.of(behindPath.config("schema.registry.url", behindPath.url() + "/"))
                    .register("a b/c?d#é%-value", INT);

            assertThat(behindPath.calls())
                    .containsExactly("POST /apis/ccompat/v7/subjects/a%20b%2Fc%3Fd%23%C3%A9%25-value/versions");
            assertThat(behindPath.contentTypes()).containsExactly("application/vnd.schemaregistry.v1+json");
        }
    }

    @Test
    void probesWithWhatFailedLast() {
        registry.next(503, 0);
        assertThatThrownBy(() -> client.byId(9)).isInstanceOf(RegistryUnavailableException.class);
        registry.next(500, 0);
        assertThat(client.isReachable()).isFalse();

        assertThat(client.isReachable()).isTrue();
        assertThat(client.isReachable()).isTrue();

        assertThat(registry.calls())
                .containsExactly(
                        "GET /schemas/ids/9", "GET /schemas/ids/9", "GET /schemas/ids/9", "GET /schemas/types");
    }

    @Test
    void registersWithoutTheMarksOfJava() {
        Schema marked = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"doc\":\"d\",\"fields\":["
                        + "{\"name\":\"m\",\"type\":{\"type\":\"map\",\"values\":\"int\","
                        + "\"avro.java.string\":\"String\"},\"default\":{\"avro.java.string\":1}},"
                        + "{\"name\":\"s\",\"type\":[\"null\",{\"type\":\"string\",\"avro.java.string\":\"String\"}],"
                        + "\"doc\":\"avro\",\"default\":null}]}");

        int id = client.register("s", marked);

        assertThat(registry.text(id))
                .isEqualTo("{\"type\":\"record\",\"name\":\"R\",\"doc\":\"d\",\"fields\":["
                        + "{\"name\":\"m\",\"type\":{\"type\":\"map\",\"values\":\"int\"},"
                        + "\"default\":{\"avro.java.string\":1}},"
                        + "{\"name\":\"s\",\"type\":[\"null\",\"string\"],\"doc\":\"avro\",\"default\":null}]}");
    }

    @Test
    void readsSchemasThatJavaWouldNotName() {
        int id = registry.add(
                "s", "{\"type\":\"record\",\"name\":\"a-b\",\"fields\":[{\"name\":\"1\",\"type\":\"int\"}]}", "[]");

        assertThatCode(() -> client.byId(id)).doesNotThrowAnyException();
    }

    private static Schema point() {
        return SchemaBuilder.record("Point")
                .namespace("g")
                .fields()
                .requiredInt("x")
                .endRecord();
    }

    private static String reference(String name, String subject) {
        return "{\"name\":\"" + name + "\",\"subject\":\"" + subject + "\",\"version\":1}";
    }
}
