package io.inferencestream.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.gateway.caller.Callers;
import io.inferencestream.gateway.caller.KnownCallers;
import io.inferencestream.gateway.caller.RateLimit;
import io.inferencestream.gateway.caller.Role;
import io.inferencestream.gateway.caller.Tokens;
import io.inferencestream.gateway.http.edge.HostNames;
import io.inferencestream.gateway.http.edge.OwnPages;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GuardTest {
    private final Guard guard = new Guard(
            new Callers(
                    () -> new KnownCallers(List.of(), List.of()),
                    Tokens.NONE,
                    EnumSet.allOf(Role.class),
                    Clock.systemUTC(),
                    System::nanoTime),
            new RateLimit(0, System::nanoTime),
            new HostNames(List.of()),
            new OwnPages(Optional.empty()),
            Runnable::run);

    @Test
    void letsNobodyIntoARouteThatDoesNotSayWhoMay() throws Exception {
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.host = "127.0.0.1";
            config.jetty.port = 0;
            config.routes.beforeMatched(guard::admit);
            config.routes.get("/forgotten", context -> context.result("secret"));
            config.routes.get("/open", context -> context.result("open"), Access.OPEN);
            config.routes.get("/observed", context -> context.result("observed"), Access.OBSERVE);
        });
        server.start();
        try {
            assertThat(status(server, "/forgotten")).isEqualTo(500);
            assertThat(status(server, "/open")).isEqualTo(200);
            assertThat(status(server, "/observed")).isEqualTo(200);
        } finally {
            server.stop();
        }
    }

    private static int status(Javalin server, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }
}
