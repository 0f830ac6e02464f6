package io.inferencestream.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries one call to the first endpoint that gives a usable answer, and sorts what comes back. Thread-safe. */
final class RegistryHttp {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryHttp.class);
    private static final int MAX_ANSWER_BYTES = 16 << 20;
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final String ACCEPTED = MEDIA_TYPE + ", application/vnd.schemaregistry+json, application/json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistrySettings settings;
    private final HttpClient http;
    private volatile int preferred;

    RegistryHttp(RegistrySettings settings) {
        this.settings = settings;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout());
        if (settings.tls() != null) {
            builder.sslContext(settings.tls());
        }
        this.http = builder.build();
    }

    /**
     * One call.
     *
     * @param path below the endpoint's base, percent-encoded, from the slash on
     * @param body null for a GET; sent as JSON by POST otherwise
     * @param notFoundCodes the registry's error codes under a 404 that say "does not exist"; any other 404 is an outage
     */
    record Call(String path, @Nullable JsonNode body, Set<Integer> notFoundCodes) {
        /** The codes of calls that name a subject. */
        static final Set<Integer> NO_SUBJECT_VERSION_OR_SCHEMA = Set.of(40401, 40402, 40403, 40404, 40406);

        /** The path of a subject, whatever characters its name holds. */
        static String subject(String name) {
            return "/subjects/" + URLEncoder.encode(name, UTF_8).replace("+", "%20");
        }

        /** A question without a body; of a 404 only these codes say that there is no such thing. */
        static Call get(String path, Set<Integer> notFoundCodes) {
            return new Call(path, null, notFoundCodes);
        }

        boolean isNotFound(int code) {
            return notFoundCodes.contains(code);
        }

        @Override
        public String toString() {
            return (body == null ? "GET " : "POST ") + path;
        }
    }

    /** What one endpoint says to one call. */
    sealed interface Reply permits Answered, Missing, Forbidden, Unusable {}

    /** What was asked for. */
    record Answered(JsonNode body) implements Reply {}

    /** The endpoint does not have it. */
    record Missing(String message) implements Reply {}

    /** The endpoint knows who asks, and does not give it to them: 403. */
    record Forbidden(String message) implements Reply {}

    /** No usable answer; another endpoint, or the same one later, may do better. */
    record Unusable(String message, @Nullable Throwable cause) implements Reply {}

    /** How many endpoints there are. */
    int size() {
        return settings.endpoints().size();
    }

    /** The endpoint to ask as the {@code turn}-th, counted from 0: the one that answered last comes first. */
    int inTurn(int turn) {
        return (preferred + turn) % size();
    }

    /** Name of an endpoint, fit for messages. */
    String name(int index) {
        return settings.endpoints().get(index).toString();
    }

    /**
     * Asks the endpoints in turn, the one that answered last first, and returns the first answer.
     *
     * @throws SchemaNotFoundException if no endpoint has what was asked for and at least one said so
     * @throws SchemaRefusedException if an endpoint refused the schema sent
     * @throws RegistryUnavailableException if no endpoint gave a usable answer
     */
    JsonNode send(Call call) {
        Failures failures = new Failures();
        @Nullable String notFound = null;
        int first = preferred;
        for (int i = 0; i < size(); i++) {
            int index = (first + i) % size();
            Reply reply = ask(index, call);
            if (reply instanceof Answered answer) {
                prefer(index);
                return answer.body();
            } else if (reply instanceof Missing missing) {
                notFound = name(index) + " says: " + missing.message();
            } else {
                failures.add(name(index), reply);
            }
        }
        if (notFound != null) {
            throw new SchemaNotFoundException(call + ": " + notFound);
        }
        throw failures.unavailable(call);
    }

    /** What endpoints said instead of an answer. Not thread-safe. */
    static final class Failures {
        private final StringJoiner texts = new StringJoiner("; ");
        private @Nullable Throwable last;

        void add(String endpoint, Reply reply) {
            if (reply instanceof Unusable unusable) {
                add(endpoint, unusable.message());
                last = unusable.cause() == null ? last : unusable.cause();
            } else if (reply instanceof Forbidden forbidden) {
                add(endpoint, forbidden.message());
            }
        }

        void add(String endpoint, String text) {
            texts.add(endpoint + ": " + text);
        }

        RegistryUnavailableException unavailable(Call call) {
            return new RegistryUnavailableException("no schema registry answered " + call + ": " + texts, last);
        }
    }

    void prefer(int index) {
        if (preferred != index) {
            preferred = index;
            LOG.atWarn()
                    .addKeyValue("registry", settings.endpoints().get(index))
                    .log("another schema registry answers now");
        }
    }

    private record Answer(int status, JsonNode body) {
        /** The registry's own error code, 0 where it gives none. */
        int errorCode() {
            return body.path("error_code").asInt(0);
        }

        String message() {
            String message = body.path("message").asText("");
            return (message.isBlank() ? "no message" : message) + " (" + status + ", " + errorCode() + ")";
        }
    }

    /**
     * Asks one endpoint.
     *
     * @throws SchemaRefusedException if it refused the schema sent
     * @throws RegistryUnavailableException if the calling thread is interrupted
     */
    Reply ask(int index, Call call) {
        Endpoint endpoint = settings.endpoints().get(index);
        HttpResponse<byte[]> response;
        try {
            response = await(http.sendAsync(request(endpoint, call), info -> body()));
        } catch (TimeoutException e) {
            return new Unusable("no whole answer within " + settings.requestTimeout(), e);
        } catch (ExecutionException e) {
            return new Unusable(String.valueOf(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted during " + call, e);
        }
        return reply(endpoint, call, new Answer(response.statusCode(), parse(response.body())));
    }

    private static Reply reply(Endpoint endpoint, Call call, Answer answer) {
        int status = answer.status();
        if (status == 200) {
            return answer.body().isMissingNode()
                    ? new Unusable("answered 200 without JSON", null)
                    : new Answered(answer.body());
        }
        if (status == 404 && call.isNotFound(answer.errorCode())) {
            return new Missing(answer.message());
        }
        if (call.body() != null && (status == 409 || status == 422)) {
            throw new SchemaRefusedException(call + ": " + endpoint + " refuses: " + answer.message());
        }
        String message = "answered " + status + remedy(status) + ": " + answer.message();
        return status == 403 ? new Forbidden(message) : new Unusable(message, null);
    }

    private static String remedy(int status) {
        if (status == 401 || status == 403) {
            return " (check basic.auth.* or bearer.auth.*)";
        }
        return status == 404 || status / 100 == 3 ? " (check the path in schema.registry.url)" : "";
    }

    private static HttpResponse.BodySubscriber<byte[]> body() {
        return new BoundedBody(MAX_ANSWER_BYTES);
    }

    private HttpRequest request(Endpoint endpoint, Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint.base() + call.path()))
                .header("Accept", ACCEPTED);
        if (endpoint.authorization() != null) {
            request.header("Authorization", endpoint.authorization());
        }
        if (call.body() != null) {
            request.header("Content-Type", MEDIA_TYPE)
                    .POST(HttpRequest.BodyPublishers.ofString(call.body().toString()));
        }
        return request.build();
    }

    /** Waits for the whole answer; a time-out of the request's own would end with the headers. */
    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            return answer.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            answer.cancel(true);
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
