package io.inferencestream.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.gateway.caller.Role;
import io.inferencestream.settings.SettingsException;
import io.inferencestream.testkit.document.GeneratedPart;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewaySettingsTest {
    private static final String KAFKA = "kafka: {bootstrap.servers: '127.0.0.1:9092'}\n";

    @Test
    void readsTheReferenceAsTheDefaults() {
        assertThat(GatewaySettings.parse(GatewaySettings.reference(), Map.of()))
                .isEqualTo(GatewaySettings.parse(KAFKA, Map.of()));
    }

    @Test
    void standsInTheDocumentAsATable() throws IOException {
        GeneratedPart.of("configuration.md", "keys of the gateway").mustBe(GatewayKeys.CONFIGURATION.table());
    }

    @Test
    void hasAVariableForEveryKey() {
        Map<String, String> environment = new HashMap<>();
        GatewayKeys.CONFIGURATION
                .keys()
                .forEach(key -> environment.put(GatewayKeys.CONFIGURATION.variable(key), key.byDefault()));

        assertThat(GatewaySettings.parse("", environment)).isEqualTo(GatewaySettings.parse(KAFKA, Map.of()));
        assertThat(environment).containsKey("INFERENCE_GATEWAY_SERVER_PORT");
    }

    @Test
    void letsEverybodyOnThisMachineDoEverythingUnlessToldOtherwise() {
        assertThat(GatewaySettings.parse(KAFKA, Map.of()).security().anonymous())
                .containsExactlyInAnyOrder(Role.values());
    }

    @Test
    void refusesToBeReachedByOthersWhereNothingSaysWhoMayCall() {
        assertThatThrownBy(() -> GatewaySettings.parse("server: {host: 0.0.0.0}\n" + KAFKA, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("security.apiKeys");
        assertThat(GatewaySettings.parse(
                                "server: {host: 0.0.0.0}\nsecurity: {anonymous: [predict]}\n" + KAFKA, Map.of())
                        .security()
                        .anonymous())
                .containsExactly(Role.PREDICT);
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        assertThatThrownBy(() -> GatewaySettings.parse(
                        "server: {prt: 1}\nregistry: {schema.registry.ulr: x}\nsecurity: {apiKeys: [x], oidc: {issuer: https://id}}\n",
                        Map.of()))
                .hasMessageContaining("Did you mean server.port?")
                .hasMessageContaining("Did you mean registry.schema.registry.url?")
                .hasMessageContaining("bin/gateway key")
                .hasMessageContaining("security.oidc.audience")
                .hasMessageContaining("kafka.bootstrap.servers");
    }

    @Test
    void namesWhatIsMissingForCertificates() {
        assertThatThrownBy(() -> GatewaySettings.parse(
                        "server: {tls: {certificate: a.pem}}\nsecurity: {certificates: ['w:predict:CN=w'],"
                                + " callersFile: /no/such/file}\n" + KAFKA,
                        Map.of()))
                .hasMessageContaining("server.tls.privateKey")
                .hasMessageContaining("server.tls.clientAuthorities")
                .hasMessageContaining("security.callersFile");
        assertThatThrownBy(() -> GatewaySettings.parse("server: {tls: {clientAuthorities: a.pem}}\n" + KAFKA, Map.of()))
                .hasMessageContaining("there is no TLS");
    }

    @Test
    void needsNoAddressOfKeysWhereTheIssuerIsOne() {
        assertThat(GatewaySettings.parse("security: {oidc: {issuer: 'https://id', audience: a}}\n" + KAFKA, Map.of())
                        .security()
                        .oidc()
                        .orElseThrow()
                        .jwks())
                .isEmpty();
        assertThatThrownBy(() ->
                        GatewaySettings.parse("security: {oidc: {issuer: accounts, audience: a}}\n" + KAFKA, Map.of()))
                .hasMessageContaining("security.oidc.jwks");
    }
}
