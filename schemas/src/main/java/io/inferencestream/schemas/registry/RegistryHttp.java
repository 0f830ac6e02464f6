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

        @Override
        public String toString() {
            return (body == null ? "GET " : "POST ") + path;
        }
    }

    /**
     * Asks the endpoints in turn, the one that answered last first, and returns the first answer.
     *
     * @throws SchemaNotFoundException if no endpoint has what was asked for and at least one said so
     * @throws SchemaRefusedException if an endpoint refused the schema sent
     * @throws RegistryUnavailableException if no endpoint gave a usable answer
     */
    JsonNode send(Call call) {
        int count = settings.endpoints().size();
        int first = preferred;
        StringJoiner failures = new StringJoiner("; ");
        @Nullable Throwable lastFailure = null;
        @Nullable String notFound = null;
        for (int i = 0; i < count; i++) {
            int index = (first + i) % count;
            Endpoint endpoint = settings.endpoints().get(index);
            try {
                Answer answer = exchange(endpoint, call);
                if (answer.status() == 404) {
                    notFound = endpoint + " says: " + answer.message();
                } else {
                    prefer(index);
                    return answer.body();
                }
            } catch (UnusableAnswerException e) {
                failures.add(endpoint + ": " + e.getMessage());
                lastFailure = e.getCause() == null ? e : e.getCause();
            }
        }
        if (notFound != null) {
            throw new SchemaNotFoundException(call + ": " + notFound);
        }
        throw new RegistryUnavailableException("no schema registry answered " + call + ": " + failures, lastFailure);
    }

    private void prefer(int index) {
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

    /** An endpoint's failure; the next may do better. */
    private static final class UnusableAnswerException extends Exception {
        private static final long serialVersionUID = 1;

        UnusableAnswerException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Returns an answer of status 200, or of status 404 where its code is among the call's own. */
    private Answer exchange(Endpoint endpoint, Call call) throws UnusableAnswerException {
        HttpResponse<byte[]> response = await(http.sendAsync(request(endpoint, call), info -> body()), call);
        int status = response.statusCode();
        Answer answer = new Answer(status, parse(response.body()));
        if (status == 200) {
            if (answer.body().isMissingNode()) {
                throw new UnusableAnswerException("answered 200 without JSON", null);
            }
            return answer;
        }
        if (status == 404 && call.notFoundCodes().contains(answer.errorCode())) {
            return answer;
        }
        if (call.body() != null && (status == 409 || status == 422)) {
            throw new SchemaRefusedException(call + ": " + endpoint + " refuses: " + answer.message());
        }
        throw new UnusableAnswerException("answered " + status + remedy(status) + ": " + answer.message(), null);
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
    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer, Call call)
            throws UnusableAnswerException {
        try {
            return answer.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new UnusableAnswerException("no whole answer within " + settings.requestTimeout(), e);
        } catch (ExecutionException e) {
            throw new UnusableAnswerException(String.valueOf(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted during " + call, e);
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
