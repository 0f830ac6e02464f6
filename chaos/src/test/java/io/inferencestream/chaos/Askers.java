package io.inferencestream.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencestream.gateway.request.RequestIds;
import io.inferencestream.testkit.image.Pngs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that ask gateways one image after the other, know what each answer has to say, and turn to the next gateway when
 * a connection breaks. Request {@code n} has a source, an idempotency key and a class of its own.
 *
 * <p>Thread-safe.
 */
final class Askers implements AutoCloseable {
    /** Classes of the model; the pixel that it throws on is not among them. */
    static final int CLASSES = 64;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<URI> gateways;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final RequestIds ids = new RequestIds();
    private final AtomicInteger asked = new AtomicInteger();
    private final Queue<Integer> answered = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> late = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> broken = new ConcurrentLinkedQueue<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private volatile boolean isOver;

    Askers(List<URI> gateways) {
        this.gateways = List.copyOf(gateways);
    }

    void start(int number) {
        for (int client = 0; client < number; client++) {
            int first = client % gateways.size();
            clients.execute(() -> ask(first));
        }
    }

    /** Returns when every client has what became of its last request. */
    void finish() throws InterruptedException {
        isOver = true;
        clients.shutdown();
        if (!clients.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            complaints.add("a client waits for ever");
        }
    }

    private void ask(int first) {
        int gateway = first;
        while (!isOver) {
            int number = asked.getAndIncrement();
            try {
                note(number, predict(gateways.get(gateway), number));
            } catch (IOException e) {
                broken.add(number);
                gateway = (gateway + 1) % gateways.size();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void note(int number, HttpResponse<String> answer) throws IOException {
        JsonNode body = JSON.readTree(answer.body());
        if (answer.statusCode() == 200 && isOwn(number, body)) {
            answered.add(number);
        } else if (answer.statusCode() == 504 && body.path("id").asText().equals(id(number))) {
            late.add(number);
        } else {
            complaints.add(number + " got " + answer.statusCode() + " " + answer.body());
        }
    }

    private HttpResponse<String> predict(URI gateway, int number) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/predict?source=" + source(number)))
                .headers("Content-Type", "image/png", "Idempotency-Key", "key-" + number)
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofByteArray(Pngs.gray(number % CLASSES)))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    /** Sends a request once more; whether it gets its own answer. */
    boolean getsItsOwnAnswer(URI gateway, int number) throws IOException, InterruptedException {
        HttpResponse<String> answer = predict(gateway, number);
        return answer.statusCode() == 200 && isOwn(number, JSON.readTree(answer.body()));
    }

    /** Whether a gateway knows what became of a request, by its id. */
    boolean isFound(URI gateway, int number) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/predictions/" + id(number)))
                .timeout(PATIENCE)
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        return answer.statusCode() == 200 && isOwn(number, JSON.readTree(answer.body()));
    }

    /** Whether a gateway takes requests, and there is a stream to answer them. */
    boolean isReady(URI gateway) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/v2/health/ready"))
                .timeout(PATIENCE)
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    }

    private boolean isOwn(int number, JsonNode body) {
        return body.path("id").asText().equals(id(number))
                && body.path("source").asText().equals(source(number))
                && body.path("predictions").path(0).path("classIndex").asInt(-1) == number % CLASSES;
    }

    /** The id of a request, which follows from who asks and its idempotency key. */
    String id(int number) {
        return ids.id("anonymous", "key-" + number);
    }

    private static String source(int number) {
        return "client-" + number;
    }

    int asked() {
        return asked.get();
    }

    /** Requests that got their own answers. */
    Queue<Integer> answered() {
        return answered;
    }

    /** Requests that got a 504 with their own id. */
    Queue<Integer> late() {
        return late;
    }

    /** Requests whose connections broke, or could not be made. */
    Queue<Integer> broken() {
        return broken;
    }

    /** Answers of others, and whatever else should not be. */
    Queue<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        isOver = true;
        clients.shutdownNow();
    }
}
