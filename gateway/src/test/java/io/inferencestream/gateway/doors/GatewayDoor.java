package io.inferencestream.gateway.doors;

import io.inferencestream.gateway.app.Gateway;
import io.inferencestream.schemas.outcome.RecordPosition;
import io.inferencestream.testkit.fork.Fork;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A gateway that is asked to resend one letter after the other. */
final class GatewayDoor implements Door {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Pattern READY = Pattern.compile("ready (http\\S+)");

    private final Path config;
    private final Path log;
    private final Supplier<RecordPosition> letters;
    private final Claims claims;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicReference<@Nullable ForkedJvm> atWork = new AtomicReference<>();
    private volatile boolean isEnding;

    GatewayDoor(Path config, Path log, Supplier<RecordPosition> letters, Claims claims) {
        this.config = config;
        this.log = log;
        this.letters = letters;
        this.claims = claims;
    }

    @Override
    public void run() {
        try {
            while (!isEnding) {
                try (ForkedJvm gateway = start()) {
                    String address = address(gateway);
                    atWork.set(gateway);
                    while (!isEnding && gateway.isAlive()) {
                        resend(address, letters.get());
                    }
                    atWork.set(null);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    ForkedJvm start() {
        return Fork.of(Gateway.class)
                .small()
                .arguments("run", "--config", config.toString())
                .start(log);
    }

    static String address(ForkedJvm gateway) throws InterruptedException {
        return gateway.awaitOutput(READY, START).group(1);
    }

    private void resend(String address, RecordPosition letter) throws InterruptedException {
        URI uri = URI.create(
                address + "/api/dead-letters/" + letter.partition() + "/" + letter.offset() + "/resend?stampNow=true");
        long start = System.nanoTime();
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
            claims.slowestMillis.accumulateAndGet((System.nanoTime() - start) / 1_000_000, Math::max);
            note(letter, answer);
        } catch (IOException e) {
            claims.broken.incrementAndGet();
        }
    }

    private void note(RecordPosition letter, HttpResponse<String> answer) {
        switch (answer.statusCode()) {
            case 202 -> claims.resent(letter.toString());
            case 200 -> claims.before.incrementAndGet();
            case 503 -> claims.unavailable.incrementAndGet();
            default -> throw new AssertionError(letter + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    @Override
    public boolean kill() throws InterruptedException {
        ForkedJvm gateway = atWork.getAndSet(null);
        if (gateway == null) {
            return false;
        }
        gateway.kill();
        return true;
    }

    @Override
    public void end() {
        isEnding = true;
    }
}
