package io.inferencestream.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.inferencestream.testkit.tls.SelfSigned;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {
    private static final Schema INT = Schema.create(Schema.Type.INT);
    private static final String NOBODY = "http://127.0.0.1:1";

    private final FakeRegistry registry = new FakeRegistry();

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void triesTheAddressesInTurnAndStaysWithTheOneThatAnswers() {
        try (FakeRegistry broken = new FakeRegistry()) {
            broken.next(503, 0);
            registry.add("s", INT);
            registry.add("s", Schema.create(Schema.Type.LONG));
            SchemaRegistryClient client = client(NOBODY + " , " + broken.url() + "," + registry.url());

            client.byId(1);
            client.byId(2);

            assertThat(broken.calls()).hasSize(1);
            assertThat(registry.calls()).hasSize(2);
        }
    }

    @Test
    void takesAListOfAddresses() {
        registry.add("s", INT);

        assertThat(client(List.of(NOBODY, registry.url())).byId(1)).isEqualTo(INT);
    }

    @Test
    void believesThatASchemaIsMissingOnlyOnceAllAddressesWereAsked() {
        try (FakeRegistry lagging = new FakeRegistry()) {
            registry.add("s", INT);
            SchemaRegistryClient client = client(lagging.url() + "," + registry.url());

            assertThat(client.byId(1)).isEqualTo(INT);
            assertThatThrownBy(() -> client.byId(2)).isInstanceOf(SchemaNotFoundException.class);
        }
    }

    @Test
    void namesEveryAddressThatFailed() {
        registry.next(401, 0);

        assertThatThrownBy(() -> client(NOBODY + "," + registry.url()).byId(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(NOBODY)
                .hasMessageContaining(registry.url() + ": answered 401 (check basic.auth.* or bearer.auth.*)");
    }

    @Test
    void sendsTheUserOfTheConfiguration() {
        SchemaRegistryClient.of(registry.config(
                        "basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "ann:s:cret"))
                .probe();

        assertThat(registry.authorizations()).containsExactly(basic("ann:s:cret"));
    }

    @Test
    void sendsTheUserOfTheAddressAndDoesNotPrintIt() {
        registry.next(403, 0);
        SchemaRegistryClient client = client(registry.url().replace("//", "//ann:s%3Acr+et@"));

        assertThatThrownBy(client::probe).hasMessageNotContaining("cr+et").hasMessageContaining(registry.url());
        assertThat(registry.authorizations()).containsExactly(basic("ann:s:cr+et"));
    }

    @Test
    void sendsABearersToken() {
        Map<String, Object> config = registry.config("bearer.auth.credentials.source", "STATIC_TOKEN");
        config.put("bearer.auth.token", new Password("t0ken"));

        SchemaRegistryClient.of(config).probe();

        assertThat(registry.authorizations()).containsExactly("Bearer t0ken");
    }

    @Test
    void sendsNoCredentialsUnasked() {
        registry.client().probe();

        assertThat(registry.authorizations()).containsExactly("null");
    }

    @Test
    void namesEverythingThatIsWrongAtOnceAndNoSecret() {
        Map<String, ?> config = Map.of(
                "schema.registry.url", "ftp://ann:secret@host,http://ok",
                "basic.auth.credentials.source", "USER_INFO",
                "basic.auth.user.info", "secret",
                "http.read.timeout.ms", "-1",
                "max.schemas.per.subject", "many",
                "schema.registry.ssl.truststore.location", "/no/such.p12",
                "schema.registry.ssl.truststore.password", "secret",
                "some.other.key", "left alone");

        assertThatThrownBy(() -> SchemaRegistryClient.of(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ftp://host")
                .hasMessageContaining("basic.auth.user.info must")
                .hasMessageContaining("http.read.timeout.ms must be a whole number of at least 1: -1")
                .hasMessageContaining("max.schemas.per.subject must be a whole number of at least 1: many")
                .hasMessageContaining("schema.registry.ssl.truststore.location=/no/such.p12")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("some.other.key");
    }

    @Test
    void saysWhatToSetWhereNoAddressIsGiven() {
        assertThatThrownBy(() -> SchemaRegistryClient.of(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url is missing");
        assertThatThrownBy(() -> client(" , "))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url is missing");
    }

    @Test
    void trustsTheCertificateInItsStoreAndNoOther(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("store.p12");
        SelfSigned.write(store, "changeit");
        String prefix = "schema.registry.ssl.truststore.";
        HttpsServer server = serve(store);
        try {
            String url = "https://127.0.0.1:" + server.getAddress().getPort();
            Map<String, String> trusting = Map.of(
                    "schema.registry.url", url, prefix + "location", store.toString(), prefix + "password", "changeit");

            assertThat(SchemaRegistryClient.of(trusting).byId(1)).isEqualTo(INT);
            assertThatThrownBy(() -> client(url).byId(1)).isInstanceOf(RegistryUnavailableException.class);
        } finally {
            server.stop(0);
        }
    }

    private static HttpsServer serve(Path store) throws Exception {
        Stores.Store keys = new Stores.Store("keystore", store.toString(), "PKCS12", "changeit");
        SSLContext context = Stores.context(null, keys, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> FakeRegistry.send(exchange, 200, "{\"schema\":\"\\\"int\\\"\"}"));
        server.start();
        return server;
    }

    private static SchemaRegistryClient client(Object urls) {
        return SchemaRegistryClient.of(Map.of("schema.registry.url", urls, "http.read.timeout.ms", "60000"));
    }

    private static String basic(String userInfo) {
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(UTF_8));
    }
}
