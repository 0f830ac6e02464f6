package io.inferencestream.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.gateway.caller.RateLimit;
import io.inferencestream.gateway.config.GatewaySettings;
import io.inferencestream.gateway.config.GatewaySettings.Proxies;
import io.inferencestream.gateway.config.PublicAddress;
import io.inferencestream.gateway.http.body.InFlight;
import io.inferencestream.gateway.http.edge.Escapes;
import io.inferencestream.gateway.http.edge.HostNames;
import io.inferencestream.gateway.http.edge.OwnPages;
import io.inferencestream.gateway.http.edge.SecurityHeaders;
import io.inferencestream.gateway.http.problem.ProblemException;
import io.inferencestream.gateway.request.RequestIds;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server with all its routes.
 *
 * <p>Thread-safe. No thread waits for a client or for a prediction, so that a few serve thousands.
 */
public final class GatewayServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);
    private static final int MAX_THREADS = 64;
    private static final String PROBLEM = "application/problem+json";

    /** Clients of inference protocols look for a member {@code error}, and for it in plain JSON only. */
    private static final Pattern INFERENCE_PATH = Pattern.compile("^/v[12](/|$)");

    private final EventFeed feed;
    private final LetterRoutes letters;
    private final String prefix;
    private final Javalin javalin;

    /** Does not listen yet. */
    GatewayServer(GatewayParts parts) {
        GatewaySettings settings = parts.settings();
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
        threads.setName("http");
        threads.setDaemon(true);
        this.prefix = settings.server().proxies().prefix();
        this.feed = new EventFeed(parts.index(), settings.limits().eventStreams());
        this.letters = new LetterRoutes(
                parts.index(),
                parts.letters(),
                settings.topics().images(),
                parts.images(),
                settings.images().show());
        Guard guard = new Guard(
                parts.callers(),
                new RateLimit(settings.limits().requestsPerSecond(), System::nanoTime),
                new HostNames(hosts(settings.server())),
                new OwnPages(settings.server().proxies().publicAddress().map(PublicAddress::origin)),
                threads);
        InFlight inFlight = new InFlight(
                settings.limits().inFlightRequests(), settings.limits().inFlightBytes());
        PredictionIntake intake = new PredictionIntake(
                parts.exchange(),
                new RequestTraces(parts.traces()),
                inFlight,
                settings.limits(),
                () -> parts.watch().limit().atMost(settings.limits().imageBytes()),
                parts.isReady(),
                threads);
        Occupancy occupancy = new Occupancy(() -> parts.exchange().size(), inFlight, feed::size);
        CallRecord record = new CallRecord(parts, occupancy);
        this.javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.http.prefer405over404 = true;
            config.http.compressionStrategy = CompressionStrategy.NONE;
            config.requestLogger.http(record::answered);
            ServerSetup.configure(config, settings, threads, parts.tls());
            routes(config, guard, intake, occupancy, parts);
            config.routes.get("/metrics", record::show, Access.OBSERVE);
        });
    }

    /**
     * Starts it; it answers when this returns.
     *
     * @throws CannotListenException if it cannot; nothing is left running
     */
    public static GatewayServer start(GatewayParts parts) {
        GatewayServer server = new GatewayServer(parts);
        try {
            server.javalin.start();
        } catch (JavalinException e) {
            server.close();
            throw new CannotListenException(parts.settings().server().toString(), e);
        }
        server.feed.start();
        return server;
    }

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    /** Every route, such as {@code GET /v2}, for the test that holds the description against them. */
    List<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(entry -> entry.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint ->
                        endpoint.method + " " + endpoint.path.replace('<', '{').replace('>', '}'))
                .toList();
    }

    private static List<String> hosts(GatewaySettings.Server server) {
        List<String> hosts = new ArrayList<>(server.names());
        if (!hosts.isEmpty() || ServerSetup.isLoopback(server.host())) {
            hosts.add(server.host());
            server.proxies().publicAddress().map(PublicAddress::host).ifPresent(hosts::add);
        }
        return hosts;
    }

    private void routes(
            JavalinConfig config, Guard guard, PredictionIntake intake, Occupancy occupancy, GatewayParts parts) {
        RoutesConfig routes = config.routes;
        GatewaySettings.Server server = parts.settings().server();
        boolean isTls = ServerSetup.isTls(parts.settings(), parts.tls());
        routes.before(context -> {
            SecurityHeaders.set(context, isTls);
            if (!Escapes.areWhole(context.queryString())
                    || !Escapes.areWhole(context.req().getRequestURI())) {
                throw ProblemException.badRequest("A percent sign in the address begins no escape of UTF-8.");
            }
        });
        routes.beforeMatched(guard::admit);
        routes.exception(ProblemException.class, this::answer);
        routes.exception(HttpResponseException.class, (failure, context) -> answer(wrap(failure), context));
        routes.exception(Exception.class, (failure, context) -> {
            LOG.atError().setCause(failure).log("A request failed");
            answer(new ProblemException(500, "failed", "The gateway failed", "It is in its log."), context);
        });
        web(routes, server.proxies());
        SampleRoutes samples = new SampleRoutes(parts.samples());
        routes.get("/api/samples", samples::names, Access.PREDICT);
        routes.get("/api/samples/{name}", samples::image, Access.PREDICT);
        RequestIds ids = new RequestIds();
        ServedModels models = new ServedModels(parts.models(), parts.knowsModels());
        PredictRoutes predict = new PredictRoutes(intake, ids, parts.index(), parts.models(), models);
        routes.post("/predict", predict::predict, Access.PREDICT);
        routes.get("/predictions", predict::predictionByQuery, Access.PREDICT);
        routes.get("/predictions/{id}", predict::prediction, Access.PREDICT);
        EventRoutes events = new EventRoutes(
                parts.settings().topics(),
                parts.index(),
                feed,
                new InFlight(parts.settings().limits().eventStreams(), Long.MAX_VALUE));
        routes.get("/events/predictions", events::predictions, Access.OBSERVE);
        routes.get("/events/rejections", events::rejections, Access.OBSERVE);
        observe(routes, occupancy, intake::imageBytes, parts);
        inference(routes, intake, new Classifier(intake, ids), models, parts);
    }

    private static void web(RoutesConfig routes, Proxies proxies) {
        WebApp app = new WebApp();
        WebApp.PAGES.forEach(page -> routes.get(page, app::page, Access.OPEN));
        routes.get("/app/<file>", app::file, Access.OPEN);
        routes.get(
                "/openapi.json",
                new OpenApi(proxies.publicAddress().map(PublicAddress::toString).orElse("/"))::serve,
                Access.OPEN);
    }

    private void observe(RoutesConfig routes, Occupancy occupancy, IntSupplier imageBytes, GatewayParts parts) {
        ObserveRoutes observe = new ObserveRoutes(parts, occupancy, imageBytes);
        routes.get("/api/status", observe::status, Access.ANY_ROLE);
        routes.get("/api/live", observe::live, Access.OBSERVE);
        routes.get("/api/models", observe::models, Access.OBSERVE);
        routes.get("/api/images", observe::image, Access.OBSERVE);
        routes.get("/api/dead-letters", letters::letters, Access.OBSERVE);
        routes.get("/api/dead-letters/{partition}/{offset}/image", letters::image, Access.OBSERVE);
        routes.post("/api/dead-letters/{partition}/{offset}/resend", letters::resend, Access.OPERATE);
    }

    private static void inference(
            RoutesConfig routes,
            PredictionIntake intake,
            Classifier classifier,
            ServedModels models,
            GatewayParts parts) {
        new OpenInferenceRoutes(
                        intake,
                        classifier,
                        models,
                        () -> parts.statistics().models(),
                        () -> parts.isReady().getAsBoolean()
                                && parts.watch().state().members() > 0)
                .addTo(routes);
        new ServingRoutes(intake, classifier, models).addTo(routes);
    }

    private static ProblemException wrap(HttpResponseException failure) {
        return switch (failure.getStatus()) {
            case 404 -> ProblemException.notFound("Nothing is served under this path; /openapi.json says what is.");
            case 405 ->
                new ProblemException(405, "method-not-allowed", "Not by this method", "/openapi.json says which.");
            default ->
                new ProblemException(
                        failure.getStatus(), "bad-request", "The request makes no sense", "It cannot be read.");
        };
    }

    /** Paths of ours as clients see them, below the path of {@code server.publicUrl}. */
    private void answer(ProblemException problem, Context context) {
        problem.headers()
                .forEach((name, value) -> context.header(name, name.equals("Location") ? prefix + value : value));
        if (isBodyLeft(context.req())) {
            context.header("Connection", "close");
        }
        ObjectNode body = problem.body().put("instance", prefix + context.path());
        if (INFERENCE_PATH.matcher(context.path()).find()) {
            Json.write(context, problem.status(), body.put("error", problem.getMessage()));
        } else {
            Json.write(context, problem.status(), PROBLEM, body);
        }
    }

    /** Then a connection of HTTP/1.1 ends after the answer: a client must not send its next request into it. */
    private static boolean isBodyLeft(HttpServletRequest request) {
        if (!request.getProtocol().startsWith("HTTP/1")) {
            return false;
        }
        boolean hasBody = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        try {
            return hasBody && !request.getInputStream().isFinished();
        } catch (IOException e) {
            return hasBody;
        }
    }

    @Override
    public void close() {
        feed.close();
        javalin.stop();
        letters.close();
    }
}
