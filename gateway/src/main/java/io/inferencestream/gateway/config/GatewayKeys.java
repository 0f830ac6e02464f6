package io.inferencestream.gateway.config;

import static io.inferencestream.settings.Quantities.bytes;
import static io.inferencestream.settings.Quantities.count;
import static io.inferencestream.settings.Quantities.duration;
import static io.inferencestream.settings.Quantities.port;
import static io.inferencestream.settings.Texts.brokers;
import static io.inferencestream.settings.Texts.flag;
import static io.inferencestream.settings.Texts.httpAddress;
import static io.inferencestream.settings.Texts.matching;
import static io.inferencestream.settings.Texts.parsed;
import static io.inferencestream.settings.Texts.path;
import static io.inferencestream.settings.Texts.topicName;

import io.inferencestream.gateway.caller.Role;
import io.inferencestream.gateway.caller.TrustedProxies;
import io.inferencestream.gateway.caller.TrustedProxies.Network;
import io.inferencestream.gateway.config.GatewaySettings.Images;
import io.inferencestream.gateway.config.GatewaySettings.Index;
import io.inferencestream.gateway.config.GatewaySettings.Limits;
import io.inferencestream.gateway.config.GatewaySettings.Proxies;
import io.inferencestream.gateway.config.GatewaySettings.Security;
import io.inferencestream.gateway.config.GatewaySettings.Server;
import io.inferencestream.gateway.config.GatewaySettings.Topics;
import io.inferencestream.schemas.name.ApplicationName;
import io.inferencestream.schemas.registry.RegistryKeys;
import io.inferencestream.settings.Configuration;
import io.inferencestream.settings.PassThrough;
import io.inferencestream.settings.Program;
import io.inferencestream.settings.Section;
import io.inferencestream.settings.TextType;
import io.inferencestream.tracing.TracingSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Every key of the gateway, each declared where it is read: file, environment, reference and documentation follow. */
final class GatewayKeys {
    static final Configuration<GatewaySettings> CONFIGURATION = new Configuration<>(
            new Program(
                    "gateway",
                    "INFERENCE_GATEWAY_",
                    Set.of("INFERENCE_GATEWAY_CONFIG", "INFERENCE_GATEWAY_HOME", "INFERENCE_GATEWAY_OPTS")),
            GatewayKeys::settings);

    private static final PassThrough KAFKA =
            new PassThrough("Kafka", kafkaNames(), List.of("consumer.", "producer.", "admin."), true);
    private static final PassThrough REGISTRY =
            new PassThrough("the schema registry", RegistryKeys.ALL, List.of(), false);

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long QUARTER = 4;
    private static final long EIGHTH = 8;

    private GatewayKeys() {}

    private static Set<String> kafkaNames() {
        Set<String> names = new TreeSet<>(ConsumerConfig.configNames());
        names.addAll(ProducerConfig.configNames());
        names.addAll(AdminClientConfig.configNames());
        return names;
    }

    private static GatewaySettings settings(Section keys) {
        Server server = keys.section("server", GatewayKeys::server);
        String images = keys.section("input", input -> input.value("topic", topicName(), "images", """
                The topic of the images, whose values are image events."""));
        String application =
                keys.value("application", topicName(), () -> ApplicationName.ofStreamThatReads(images), """
                        The stream's name: whose lag, instances and models are shown. Empty: inference-stream- and \
                        the topic of the images, which is the name of a stream that was given none.""");
        Topics topics = keys.section("output", output -> topics(images, output));
        Security security = keys.section("security", SecurityKeys::security);
        if (!security.callers().certificates().isEmpty()
                && server.tls().clientAuthorities().isEmpty()) {
            keys.problemBeside(
                    List.of("server.tls.clientAuthorities"),
                    "security.certificates",
                    "names who shows certificates, and none is asked for",
                    "Name in server.tls.clientAuthorities who has signed them.");
        }
        return new GatewaySettings(
                application,
                server,
                topics,
                isOpen(security) ? open(keys, server, security) : security,
                keys.section("limits", GatewayKeys::limits),
                keys.section("index", GatewayKeys::index),
                keys.section("images", GatewayKeys::images),
                keys.section("tracing", its -> TracingSettings.read(its, "requests for predictions")),
                keys.section("registry", """
                        Keys of the schema registry's client under Confluent's names, on one line each, with their \
                        dots.""", GatewayKeys::registry),
                keys.section("kafka", """
                        Kafka's own keys under their own names, on one line each, with their dots; those of one \
                        client with the prefixes consumer., producer. and admin.""", GatewayKeys::kafka));
    }

    private static Server server(Section keys) {
        TextType<String> address = matching("\\S+", "is empty", "an address, such as 127.0.0.1 or 0.0.0.0");
        TextType<String> name = matching("[A-Za-z0-9.:\\[\\]-]+", "is not a host name", "a host name, without port");
        String host = keys.value("host", address, "127.0.0.1", """
                The address to listen on. One that others can reach needs security.apiKeys, security.callersFile, \
                security.certificates, security.oidc or security.anonymous.""");
        int port = keys.value("port", port(), "8080", "The port. 0: a free one.");
        List<String> names = keys.value("names", name.listed(), "", """
                Host names under which it is called, beside its address and localhost. Others are refused. Empty: \
                any, unless host is loopback.""");
        return new Server(host, port, names, proxies(keys), keys.section("tls", SecurityKeys::tls));
    }

    private static Proxies proxies(Section keys) {
        TextType<PublicAddress> address = parsed(
                PublicAddress::parse,
                "is not the address of a gateway",
                "an address such as https://example.org/inference, without query");
        TextType<Network> network =
                parsed(Network::parse, "is no address and no network", "addresses such as 10.0.0.7 or 10.0.0.0/8");
        return new Proxies(
                keys.value("publicUrl", address.orNone(), "", """
                        Where clients find the gateway behind a proxy; with a path, all lies below it, whether the \
                        proxy takes the path away or not. Empty: at its own address."""),
                new TrustedProxies(keys.value("trustedProxies", network.listed(), "", """
                        Addresses or networks of proxies that are believed about a client's address, by \
                        X-Forwarded-For or Forwarded: limits and the audit log go by it. Empty: none.""")));
    }

    private static Topics topics(String images, Section keys) {
        return new Topics(
                images,
                keys.value("predictions", topicName(), "predictions", "The topic of the predictions."),
                keys.value("deadLetters", topicName(), "images-dead-letters", "The topic of the dead letters."),
                keys.value("models", topicName(), "models", "The topic of the announcements of models."));
    }

    private static boolean isOpen(Security security) {
        return !security.knowsCallers() && security.anonymous().isEmpty();
    }

    /** Where nothing says who may call, everybody on this machine may, and nobody else must be able to. */
    private static Security open(Section keys, Server server, Security security) {
        if (isLoopback(server.host())) {
            return new Security(security.callers(), security.callersFile(), security.oidc(), EnumSet.allOf(Role.class));
        }
        keys.problemBeside(
                List.of("security"),
                "server.host",
                "can be reached by others, and nothing says who may call",
                "Name security.apiKeys or security.oidc, or say in security.anonymous what everybody may do.");
        return security;
    }

    /** Whether only this machine reaches an address. */
    static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1") || host.equals("[::1]");
    }

    private static Limits limits(Section keys) {
        return new Limits(
                Math.toIntExact(keys.value("imageBytes", bytes(1, 1 << 30), "8MiB", """
                        Largest image file; a larger one is answered with 413, before it is read. Less where the \
                        topic of the images takes less: its max.message.bytes less 64 KiB.""")),
                keys.value("timeout", duration(SHORTEST, LONGEST), "30s", """
                        How long a request waits for its prediction. After that it is 504 with the id to ask for \
                        later."""),
                keys.value("bodyTimeout", duration(SHORTEST, LONGEST), "30s", """
                        How long a request's body may take to come."""),
                keys.value("inFlightRequests", count(1, 1_000_000), "1024", """
                        Maximum number of requests between arrival and answer; more are answered with 429. No caller \
                        holds more of them than it leaves free: one alone half, two a third each."""),
                orShareOfHeap(QUARTER, keys.value("inFlightBytes", bytes(0, Long.MAX_VALUE), "0", """
                        Maximum bytes of their bodies, shared in the same way. 0: a quarter of the heap.""")),
                keys.value("requestsPerSecond", count(0, 1_000_000), "1000", """
                        Maximum number of requests a second of one caller, and at once after a lull. Anonymous \
                        callers are told apart by their address. 0: no limit."""),
                keys.value("eventStreams", count(0, 100_000), "1000", """
                        Maximum number of event streams at once, shared like requests in flight."""),
                keys.value("connections", count(10, 1_000_000), "20000", """
                        Maximum number of connections at once."""));
    }

    private static long orShareOfHeap(long share, long bytes) {
        return bytes == 0 ? Runtime.getRuntime().maxMemory() / share : bytes;
    }

    private static Index index(Section keys) {
        return new Index(
                keys.value("outcomes", count(100, 100_000_000), "50000", """
                        Maximum number of recent outcomes that are kept to be asked for."""),
                orShareOfHeap(EIGHTH, keys.value("bytes", bytes(0, Long.MAX_VALUE), "0", """
                        Maximum memory for them. 0: an eighth of the heap.""")),
                keys.value("age", duration(Duration.ofSeconds(1), Duration.ofHours(24 * 30)), "1h", """
                        At start, outcomes older than this are not read again."""));
    }

    private static Images images(Section keys) {
        Optional<Path> samples = keys.value("samples", path().orNone(), "", """
                A folder of images that the web app offers to be tried: its first, and the first of each folder in it, \
                12 at most. They are read at the start. Empty: none.""");
        samples.filter(folder -> !Files.isDirectory(folder))
                .ifPresent(folder -> keys.problem(
                        "samples", "is no folder: " + folder, "Name a folder of PNG, JPEG, GIF or BMP files."));
        return new Images(
                keys.value("show", flag(), "false", """
                        Whether recent images are kept in memory to be shown beside their predictions, to callers who \
                        may observe."""),
                keys.value("bytes", bytes(0, Long.MAX_VALUE), "64MiB", "Maximum bytes of all that are kept."),
                Math.toIntExact(keys.value("imageBytes", bytes(1, 1 << 30), "1MiB", "Largest one that is kept.")),
                samples);
    }

    private static Map<String, String> registry(Section keys) {
        keys.value("schema.registry.url", httpAddress().listed(), "http://127.0.0.1:8081", """
                Where the registry listens; several addresses are tried in turn.""");
        return keys.passedThrough(REGISTRY);
    }

    private static Map<String, String> kafka(Section keys) {
        keys.required("bootstrap.servers", brokers(), "127.0.0.1:9092", "The broker, or several with commas.");
        return keys.passedThrough(KAFKA);
    }
}
