package io.inferencestream.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryErrorsTest {
    private static final Schema INT = Schema.create(Schema.Type.INT);

    private final FakeRegistry registry = new FakeRegistry();
    private final SchemaRegistryClient client = registry.client();
    private final SchemaRegistryClient hasty = SchemaRegistryClient.of(registry.config("http.read.timeout.ms", "500"));
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void stop() {
        released.countDown();
        registry.close();
    }

    @ParameterizedTest
    @CsvSource({
        "301, 0",
        "400, 400",
        "401, 40101",
        "401, 0",
        "404, 0",
        "404, 404",
        "404, 40401",
        "404, 40402",
        "405, 0",
        "406, 0",
        "409, 409",
        "422, 42201",
        "429, 42901",
        "500, 50001",
        "502, 0",
        "503, 0",
        "504, 50002"
    })
    void takesTheseAnswersForAnOutageWhenItAsksForAnId(int status, int errorCode) {
        registry.next(status, errorCode);

        assertThatThrownBy(() -> client.byId(7))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(String.valueOf(status))
                .hasMessageContaining("scripted");
    }

    @Test
    void takesNothingButCode40403ForAMissingSchema() {
        registry.next(404, 40403);

        assertThatThrownBy(() -> client.byId(7))
                .isInstanceOf(SchemaNotFoundException.class)
                .hasMessageContaining("/schemas/ids/7")
                .hasMessageContaining("scripted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>sign in</html>", "{}", "{\"schema\":7}", "[]", "null", "{\"schema\":"})
    void takesAnAnswerWithoutASchemaForAnOutage(String body) {
        registry.next(exchange -> FakeRegistry.send(exchange, 200, body));

        assertThatThrownBy(() -> client.byId(7)).isInstanceOf(RegistryUnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"record\"}", "\"no-such-type\"", "{{{", "[\"int\",\"int\"]"})
    void takesASchemaThatIsNotAvroForAMissingOne(String schema) {
        int id = registry.add("odd", schema, "[]");

        assertThatThrownBy(() -> client.byId(id))
                .isInstanceOf(SchemaNotFoundException.class)
                .hasMessageContaining("schema id " + id);
    }

    @Test
    void takesASchemaOfAnotherKindForAMissingOne() {
        registry.next(exchange ->
                FakeRegistry.send(exchange, 200, "{\"schema\":\"message A {}\",\"schemaType\":\"PROTOBUF\"}"));

        assertThatThrownBy(() -> client.byId(7))
                .isInstanceOf(SchemaNotFoundException.class)
                .hasMessageContaining("PROTOBUF");
    }

    @ParameterizedTest
    @CsvSource({"409, 409", "409, 40901", "422, 42201"})
    void passesOnWhyASchemaIsRefused(int status, int errorCode) {
        registry.next(status, errorCode);

        assertThatThrownBy(() -> client.register("s", INT))
                .isInstanceOf(SchemaRefusedException.class)
                .hasMessageContaining("scripted");
    }

    @ParameterizedTest
    @CsvSource({"401, 0", "403, 0", "404, 0", "404, 40401", "404, 40403", "429, 0", "500, 50001"})
    void takesTheseAnswersForAnOutageWhenItRegisters(int status, int errorCode) {
        registry.next(status, errorCode);

        assertThatThrownBy(() -> client.register("s", INT)).isInstanceOf(RegistryUnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {40401, 40402, 40403})
    void saysThatASubjectLacksASchema(int errorCode) {
        registry.next(404, errorCode);
        assertThatThrownBy(() -> client.lookUp("s", INT)).isInstanceOf(SchemaNotFoundException.class);

        registry.next(404, errorCode);
        assertThatThrownBy(() -> client.latest("s")).isInstanceOf(SchemaNotFoundException.class);
    }

    @Test
    void takesARefusedConnectionForAnOutage() throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + closed.getLocalPort();
            closed.close();
            SchemaRegistryClient nobody = SchemaRegistryClient.of(registry.config("schema.registry.url", url));

            assertThatThrownBy(() -> nobody.byId(1))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining(url);
            assertThat(nobody.isReachable()).isFalse();
        }
    }

    @Test
    void takesSilenceForAnOutage() {
        registry.next(exchange -> hold());

        assertThatThrownBy(() -> hasty.byId(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("PT0.5S");
    }

    @Test
    void takesAnAnswerThatNeverEndsForAnOutage() {
        registry.next(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"schema\":".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            hold();
        });

        assertThatThrownBy(() -> hasty.byId(1)).isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void takesAnAnswerTooLargeToBeASchemaForAnOutage() {
        registry.next(RegistryErrorsTest::sendWithoutEnd);

        assertThatThrownBy(() -> client.byId(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("longer than");
    }

    @Test
    void givesUpWhenInterruptedAndStaysInterrupted() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        registry.next(exchange -> {
            asked.countDown();
            hold();
        });
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread asking = new Thread(() -> {
            try {
                client.byId(1);
            } catch (RegistryUnavailableException e) {
                if (Thread.currentThread().isInterrupted()) {
                    interrupted.countDown();
                }
            }
        });

        asking.start();
        asked.await();
        asking.interrupt();
        asking.join(10_000);

        assertThat(interrupted.getCount()).isZero();
    }

    @Test
    void doesNotAskForIdsThatNoRegistryGivesOut() {
        assertThatThrownBy(() -> client.byId(-1)).isInstanceOf(SchemaNotFoundException.class);
        assertThat(registry.calls()).isEmpty();
    }

    private void hold() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sendWithoutEnd(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] blanks = " ".repeat(1 << 16).getBytes(UTF_8);
        for (int i = 0; i < 1000; i++) {
            exchange.getResponseBody().write(blanks);
        }
        exchange.close();
    }
}
