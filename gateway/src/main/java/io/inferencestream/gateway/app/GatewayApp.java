package io.inferencestream.gateway.app;

import io.inferencestream.deadletters.cluster.LetterTopics;
import io.inferencestream.event.ImageEvent;
import io.inferencestream.gateway.caller.Callers;
import io.inferencestream.gateway.caller.CallersFile;
import io.inferencestream.gateway.caller.Tokens;
import io.inferencestream.gateway.config.GatewaySettings;
import io.inferencestream.gateway.config.GatewaySettings.Security;
import io.inferencestream.gateway.config.GatewaySettings.Server;
import io.inferencestream.gateway.config.GatewaySettings.Topics;
import io.inferencestream.gateway.config.KafkaClients;
import io.inferencestream.gateway.http.CannotListenException;
import io.inferencestream.gateway.http.GatewayParts;
import io.inferencestream.gateway.http.GatewayServer;
import io.inferencestream.gateway.http.tls.TlsListener;
import io.inferencestream.gateway.image.RecentImages;
import io.inferencestream.gateway.image.SampleImages;
import io.inferencestream.gateway.letter.LetterDoor;
import io.inferencestream.gateway.live.LiveStatistics;
import io.inferencestream.gateway.live.StreamWatch;
import io.inferencestream.gateway.observe.GatewayMeters;
import io.inferencestream.gateway.outcome.OutcomeFollower;
import io.inferencestream.gateway.outcome.OutcomeIndex;
import io.inferencestream.gateway.outcome.RecentPast;
import io.inferencestream.gateway.reload.FileWatch;
import io.inferencestream.gateway.request.Exchange;
import io.inferencestream.gateway.request.ImagePublisher;
import io.inferencestream.gateway.token.BearerTokens;
import io.inferencestream.gateway.trace.Traces;
import io.inferencestream.schemas.announcement.LiveModels;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.follow.Start;
import io.inferencestream.schemas.follow.TopicFollower;
import io.inferencestream.schemas.outcome.OutcomeReader;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One running gateway: everything between Kafka and HTTP, put together from settings and ended in reverse.
 *
 * <p>Thread-safe. Starts whether Kafka and its schema registry are there or not, and waits for them.
 */
public final class GatewayApp implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final GatewaySettings settings;
    private final GatewayServer server;
    private final OutcomeFollower follower;

    private GatewayApp(GatewaySettings settings) {
        this.settings = settings;
        Topics topics = settings.topics();
        KafkaClients clients = new KafkaClients(settings);
        SchemaRegistryClient registry = SchemaRegistryClient.of(settings.registry());
        OutcomeIndex index =
                new OutcomeIndex(settings.index().outcomes(), settings.index().bytes());
        RecordWriter<ImageEvent> writer = RecordWriter.ofValues(registry, settings.registry(), topics.images());
        ImagePublisher publisher = opened(new ImagePublisher(topics.images(), writer, clients.producer()));
        Exchange exchange = new Exchange(index, publisher);
        LiveStatistics statistics = new LiveStatistics(Clock.systemUTC());
        this.follower = opened(new OutcomeFollower(
                List.of(topics.predictions(), topics.deadLetters()),
                new RecentPast(settings.index().age(), settings.index().outcomes(), index, Clock.systemUTC()),
                OutcomeReader.of(registry, topics.deadLetters()),
                index,
                entry -> {
                    exchange.seen(entry);
                    statistics.count(entry.outcome().outcome());
                },
                () -> clients.consumer("outcomes")));
        follower.start();
        LiveModels models = new LiveModels(registry, settings.application(), System::nanoTime);
        TopicFollower announcements = opened(
                new TopicFollower(List.of(topics.models()), Start.BEGINNING, models, () -> clients.consumer("models")));
        announcements.start();
        RecentImages images = new RecentImages(
                registry, settings.images().bytes(), settings.images().imageBytes());
        if (settings.images().show()) {
            opened(new TopicFollower(
                            List.of(topics.images()), Start.END, images::note, () -> clients.consumer("images")))
                    .start();
        }
        StreamWatch watch = opened(new StreamWatch(
                settings.application(), topics.images(), clients.admin(), state -> statistics.lag(state.totalLag())));
        watch.start();
        LetterDoor letters =
                opened(new LetterDoor(clients.access(), new LetterTopics(topics.images(), topics.deadLetters())));
        letters.start();
        this.server = listening(new GatewayParts(
                settings,
                callers(settings.security()),
                tls(settings.server()),
                exchange,
                index,
                statistics,
                watch,
                models,
                images,
                settings.images().samples().map(SampleImages::in).orElseGet(SampleImages::none),
                letters,
                opened(new GatewayMeters()),
                opened(Traces.start(settings)),
                follower::isCaughtUp,
                announcements::isCaughtUp));
    }

    private GatewayServer listening(GatewayParts its) {
        try {
            return opened(GatewayServer.start(its));
        } catch (CannotListenException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts a gateway; it answers when this returns.
     *
     * @throws CannotListenException if its address cannot be listened on; nothing is left running
     */
    public static GatewayApp start(GatewaySettings settings) {
        return new GatewayApp(settings);
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    private Callers callers(Security security) {
        CallersFile known = new CallersFile(security.callers(), security.callersFile());
        opened(new FileWatch(security.callersFile().stream().toList(), known::reload));
        Tokens tokens = security.oidc()
                .<Tokens>map(oidc -> opened(new BearerTokens(oidc)))
                .orElse(Tokens.NONE);
        return new Callers(known, tokens, security.anonymous(), Clock.systemUTC(), System::nanoTime);
    }

    private Optional<TlsListener> tls(Server server) {
        if (!server.tls().isOn()) {
            return Optional.empty();
        }
        try {
            TlsListener tls = new TlsListener(server.tls());
            opened(new FileWatch(server.tls().files(), tls::reload));
            return Optional.of(tls);
        } catch (IllegalArgumentException e) {
            close();
            throw new CannotListenException(server.toString(), e);
        }
    }

    /** Whether recent outcomes are read, so that requests are taken. */
    public boolean isReady() {
        return follower.isCaughtUp();
    }

    /** Where it is to be found. */
    public String address() {
        String scheme = settings.server().tls().isOn() ? "https" : "http";
        return scheme + "://" + settings.server().host() + ":" + server.port();
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a part of the gateway does not close", e);
            }
        }
    }
}
