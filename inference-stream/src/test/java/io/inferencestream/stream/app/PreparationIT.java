package io.inferencestream.stream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.kit.check.Finding;
import io.inferencestream.kit.lifecycle.StartupException;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.testkit.fork.Fork;
import io.inferencestream.testkit.fork.ForkedJvm;
import io.inferencestream.testkit.image.Pngs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start and {@code check} find before a model is loaded. */
final class PreparationIT {
    private static final String REGISTER = "/subjects/predictions-value/versions";
    private static final Set<String> FORBIDDEN = ConcurrentHashMap.newKeySet();

    private static LocalBroker broker;

    @TempDir
    private Path folder;

    private DevelopmentRegistry registry;

    @BeforeAll
    static void startBroker() {
        broker = LocalBroker.start(BrokerOptions.defaults());
        SmallStream.createTopics(broker);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void startRegistry() {
        FORBIDDEN.clear();
        registry = DevelopmentRegistry.start(
                RegistryOptions.defaults().refusal(path -> FORBIDDEN.contains(path) ? 403 : 0));
    }

    @AfterEach
    void stopRegistry() {
        registry.close();
    }

    @Test
    void registersNothing() throws Exception {
        assertThat(findings(yaml())).isEmpty();
        assertThat(ask("GET", "/subjects", "").body()).isEqualTo("[]");
    }

    @Test
    void findsARegistryThatTakesNoSchemas() throws Exception {
        ask("PUT", "/mode", "{\"mode\": \"READONLY\"}");

        assertThat(findings(yaml()))
                .singleElement()
                .asString()
                .startsWith("PROBLEM schema of topic predictions: the schema registry does not let it be registered:"
                        + " subject predictions-value is read-only")
                .contains("Set the registry's mode to READWRITE", "registry.auto.register.schemas to false");
    }

    @Test
    void needsNoRightToRegisterWhatAReadOnlyRegistryHas() throws Exception {
        SchemaRegistryClient.of(Map.of("schema.registry.url", registry.url().toString()))
                .register("predictions-value", PredictionEvent.getClassSchema());
        ask("PUT", "/mode", "{\"mode\": \"READONLY\"}");

        assertThat(findings(yaml())).isEmpty();
    }

    @Test
    void findsThatThisUserMayNotRegister() throws Exception {
        FORBIDDEN.add(REGISTER);

        assertThat(findings(yaml()))
                .singleElement()
                .asString()
                .contains("this user may not register under subject predictions-value")
                .contains("Allow this user to write to that subject");
    }

    @Test
    void findsThatASchemaIsMissingThatOthersRegister() throws Exception {
        FORBIDDEN.add(REGISTER);

        String yaml = yaml().replace("registry: {", "registry: {auto.register.schemas: false, ");

        assertThat(findings(yaml))
                .singleElement()
                .asString()
                .contains("it must be registered already, and is not")
                .contains("Register it");
    }

    @Test
    void findsASchemaThatIsNotCompatible() throws Exception {
        ask("POST", REGISTER, "{\"schema\": \"\\\"string\\\"\"}");

        assertThat(findings(yaml()))
                .singleElement()
                .asString()
                .contains("the schema registry does not take it", "not compatible");
    }

    @Test
    void namesEverythingAtOnceAndWithinTheTime() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String yaml = yaml().replace(broker.bootstrapServers(), "127.0.0.1:" + silent.getLocalPort())
                    .replace(registry.url().toString(), "http://127.0.0.1:" + silent.getLocalPort())
                    .replace("engine: fake", "engine: fake, serve: [nothing, steady, none/7], default: nowhere")
                    .replace("stateDirectory: '" + folder, "stateDirectory: '" + file);

            long start = System.nanoTime();
            List<Finding> findings = findings(yaml + "startup: {maxWait: 11s}\n");
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            assertThat(findings)
                    .extracting(Finding::subject)
                    .containsExactly(
                            "kafka.bootstrap.servers",
                            "registry.schema.registry.url",
                            "stateDirectory",
                            "models",
                            "models",
                            "models");
            assertThat(findings.stream().skip(3).map(Finding::message))
                    .satisfiesExactly(
                            nothing -> assertThat(nothing).contains("there is no model 'nothing'"),
                            none -> assertThat(none).contains("there is no model 'none'"),
                            other -> assertThat(other).contains("models.default is 'nowhere', but served are"));
            assertThat(took).isLessThan(Duration.ofSeconds(13));
        }
    }

    @Test
    void saysOfARegistryThatIsNotThereWhatIsWrongWithIt() throws Exception {
        String yaml = yaml().replace(registry.url().toString(), "http://127.0.0.1:1")
                .replace(broker.bootstrapServers(), "127.0.0.1:1");

        assertThat(findings(yaml + "startup: {maxWait: 10s}\n"))
                .extracting(Finding::message)
                .satisfiesExactly(
                        kafka -> assertThat(kafka).contains("Connection refused"),
                        schemas -> assertThat(schemas).doesNotContain("no answer yet"));
    }

    /** A registry that cannot be asked hides nothing, nor does a model that does not load. */
    @Test
    void namesTheRestBesideSettingsOfTheRegistryThatAreWrong() throws Exception {
        String yaml = yaml().replace("registry: {", "registry: {http.read.timeout.ms: soon, ")
                .replace("engine: fake", "engine: none");

        List<Finding> findings = Preparation.rehearse(StreamSettings.parse(yaml, Map.of()))
                .report()
                .findings();

        assertThat(findings).extracting(Finding::subject).containsExactly("registry", "models");
        assertThat(findings.get(1).message()).contains("models.engine is 'none'");
    }

    @Test
    void loadsTheModelsToSeeThatTheyLoadAlsoWhereOthersAreMissing() throws Exception {
        Preparation tried = Preparation.rehearse(StreamSettings.parse(
                yaml().replace("engine: fake", "engine: fake, serve: [steady, nothing], default: steady"), Map.of()));

        assertThat(tried.report().findings()).extracting(Finding::subject).containsExactly("models");
        assertThat(tried.loadedModels()).startsWith("steady/1 on ");
        assertThat(tried.describedModels())
                .singleElement()
                .asString()
                .startsWith("steady/1 is fed ")
                .contains("values 0 to 255")
                .contains("answers classification");
    }

    @Test
    void saysInASentenceWhatAnEngineThrows() throws Exception {
        List<Finding> findings = Preparation.rehearse(
                        StreamSettings.parse(yaml().replace("engine: fake", "engine: broken"), Map.of()))
                .report()
                .findings();

        assertThat(findings).extracting(Finding::subject).containsExactly("models");
        assertThat(findings.get(0).message())
                .contains("model steady/1 cannot be loaded by broken", "type is not supported: COMPLEX64");
    }

    /** The fake calls an image by its first pixel: 101 is b. */
    @Test
    void findsAModelThatDoesNotAnswerAsItsCardsExamplesSay() throws Exception {
        StreamSettings settings = StreamSettings.parse(yaml(), Map.of());
        Path version = folder.resolve("models/steady/1");
        Files.write(version.resolve("one.png"), Pngs.gray(101, 2));
        Path card = version.resolve("model.yaml");
        String plain = Files.readString(card);

        Files.writeString(card, plain + "examples: {one.png: c}\n");
        assertThat(Preparation.rehearse(settings).report().findings())
                .singleElement()
                .asString()
                .contains("model steady/1 does not answer as its card says: one.png is to be 'c'", "predicted as 'b'");
        Files.writeString(card, plain + "examples: {one.png: b}\n");
        assertThat(Preparation.rehearse(settings).report().findings()).isEmpty();
    }

    @Test
    void findsATemporaryDirectoryThatCannotBeWrittenTo() throws Exception {
        Path config = Files.writeString(folder.resolve("stream.yaml"), yaml());
        Path log = folder.resolve("log");
        Path impossible = config.resolve("below-a-file");

        try (ForkedJvm forked = Fork.of("io.inferencestream.stream.cli.InferenceStream")
                .small()
                .options("-Djava.io.tmpdir=" + impossible)
                .arguments("check", "--config", config.toString())
                .start(log)) {
            assertThat(forked.exitCode(Duration.ofMinutes(1))).isEqualTo(1);
        }

        assertThat(log)
                .content()
                .contains("PROBLEM java.io.tmpdir: " + impossible + " does not take the native libraries")
                .contains("snappy", "zstd", "-Djava.io.tmpdir=DIRECTORY");
    }

    private static List<Finding> findings(String yaml) throws StartupException {
        return Preparation.check(StreamSettings.parse(yaml, Map.of())).report().findings();
    }

    private String yaml() throws IOException {
        return SmallStream.settings(folder, broker, registry, Map.of());
    }

    private HttpResponse<String> ask(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
