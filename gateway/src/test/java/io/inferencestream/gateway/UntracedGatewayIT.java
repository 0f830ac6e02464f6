package io.inferencestream.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.gateway.app.Gateway;
import io.inferencestream.stream.app.StreamApp;
import io.inferencestream.testkit.fork.Fork;
import io.inferencestream.testkit.fork.ForkedJvm;
import io.inferencestream.testkit.image.Pngs;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway loads, from its start through a prediction to its end. */
final class UntracedGatewayIT {
    private static final String OPENTELEMETRY = "io.opentelemetry.";
    private static final Pattern READY = Pattern.compile("ready (\\S+)");

    @TempDir
    private Path folder;

    @Test
    void loadsOpenTelemetryOnlyWhereItTraces() throws Exception {
        try (TestBench bench = TestBench.start(folder);
                StreamApp stream = bench.stream("north")) {
            List<String> untraced = loaded(bench, "");
            List<String> traced =
                    loaded(bench, "tracing: {endpoint: 'http://127.0.0.1:1/v1/traces', rootPercent: 100}\n");

            assertThat(untraced)
                    .contains("io.inferencestream.gateway.request.Exchange")
                    .noneMatch(name -> name.startsWith(OPENTELEMETRY));
            assertThat(traced).anyMatch(name -> name.startsWith(OPENTELEMETRY));
        }
    }

    /** Names of the classes that a process has loaded which answered a request, and was told to end. */
    private List<String> loaded(TestBench bench, String more) throws Exception {
        Path config = folder.resolve("gateway.yaml");
        Files.writeString(
                config,
                "application: test\nserver: {port: 0}\nregistry: {schema.registry.url: '"
                        + bench.cluster().registry().url() + "'}\nkafka: {bootstrap.servers: '"
                        + bench.cluster().broker().bootstrapServers() + "'}\n" + more);
        Path classes = folder.resolve("classes");
        try (ForkedJvm gateway = Fork.of(Gateway.class)
                .small()
                .options("-Xlog:class+load:file=" + classes)
                .arguments("run", "--config", config.toString())
                .start(folder.resolve("gateway.log"))) {
            String address = gateway.awaitOutput(READY, TestBench.PATIENCE).group(1);
            await().atMost(TestBench.PATIENCE).until(() -> predict(address) == 200);

            gateway.terminate();

            assertThat(gateway.exitCode()).as(gateway.output()).isZero();
        }
        try (Stream<String> lines = Files.lines(classes)) {
            return lines.filter(line -> line.contains(" source:"))
                    .map(line -> line.replaceAll("^(\\[[^]]*])*\\s*", "").split(" ", 2)[0])
                    .toList();
        }
    }

    private static int predict(String address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/predict"))
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(Pngs.gray(7)))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
