package io.inferencestream.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import io.inferencestream.gateway.app.GatewayApp;
import io.inferencestream.gateway.issuer.TestIssuer;
import io.inferencestream.stream.app.StreamApp;
import io.inferencestream.testkit.image.Pngs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A request that had to wait for the keys of an issuer goes on as any other, its body and its long answer too. */
final class NewKeyIT {
    @TempDir
    private Path folder;

    @Test
    void predictsForTheFirstTokenByANewKey() throws Exception {
        try (TestIssuer issuer = new TestIssuer();
                TestBench bench = TestBench.start(folder);
                StreamApp stream = bench.stream("north");
                GatewayApp gateway =
                        bench.gateway("security: {oidc: {issuer: '" + issuer.name() + "', audience: gateway}}")) {
            assertThat(predict(bench, gateway, issuer, "k1")).isEqualTo(200);
            issuer.addRsa("k2");

            assertThat(predict(bench, gateway, issuer, "k2")).isEqualTo(200);
            assertThat(issuer.reads()).isEqualTo(2);
        }
    }

    private static int predict(TestBench bench, GatewayApp gateway, TestIssuer issuer, String kid) throws Exception {
        Map<String, Object> claims = issuer.claims();
        claims.put("roles", List.of("predict"));
        return bench.post(
                        gateway,
                        "/predict",
                        Pngs.gray(7),
                        "Content-Type",
                        "image/png",
                        "Authorization",
                        "Bearer " + issuer.token(kid, JWSAlgorithm.RS256, "JWT", claims))
                .statusCode();
    }
}
