package io.inferencestream.gateway.http;

import io.inferencestream.gateway.config.GatewaySettings.Limits;
import io.inferencestream.gateway.http.body.BodiesUnderWay;
import io.inferencestream.gateway.http.body.BodyReader;
import io.inferencestream.gateway.http.body.ContentCoding;
import io.inferencestream.gateway.http.body.InFlight;
import io.inferencestream.gateway.http.body.InFlight.Place;
import io.inferencestream.gateway.http.problem.ProblemException;
import io.inferencestream.gateway.request.Exchange;
import io.inferencestream.gateway.request.Exchange.KeyReusedException;
import io.inferencestream.gateway.request.Exchange.NotPublishedException;
import io.inferencestream.gateway.trace.RequestTrace;
import io.inferencestream.schemas.outcome.Rejected;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * What requests that ask for predictions have in common: a place among those in flight, a body read without waiting, and the
 * problems that come of failures.
 *
 * <p>Thread-safe. Answers are written by the executor's threads, never by those that read the topics.
 */
final class PredictionIntake {
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final int JSON_ROOM = 64 << 10;

    private final Exchange exchange;
    private final RequestTraces traces;
    private final InFlight inFlight;
    private final Limits limits;
    private final IntSupplier imageBytes;
    private final BooleanSupplier isReady;
    private final Executor executor;
    private final BodiesUnderWay bodies = new BodiesUnderWay(GRACE);

    /** @param imageBytes largest image that is taken at this moment */
    PredictionIntake(
            Exchange exchange,
            RequestTraces traces,
            InFlight inFlight,
            Limits limits,
            IntSupplier imageBytes,
            BooleanSupplier isReady,
            Executor executor) {
        this.exchange = exchange;
        this.traces = traces;
        this.inFlight = inFlight;
        this.limits = limits;
        this.imageBytes = imageBytes;
        this.isReady = isReady;
        this.executor = executor;
    }

    Exchange exchange() {
        return exchange;
    }

    Limits limits() {
        return limits;
    }

    /** Largest encoded image that is taken: {@code limits.imageBytes}, or less where the topic takes less. */
    int imageBytes() {
        return imageBytes.getAsInt();
    }

    /** Largest body with images in base64: one of the largest, or several smaller ones, with room for the rest. */
    long tensorBytes() {
        return imageBytes() * 4L / 3 * 2 + JSON_ROOM;
    }

    Executor executor() {
        return executor;
    }

    /**
     * Reads the body, unpacks it and goes on with it, while the request holds a place among those in flight.
     *
     * @param maxBytes of the body, as it comes and as it is unpacked
     * @param next what is done with it, by one of the executor's threads
     */
    void withBody(Context context, long maxBytes, Function<byte[], CompletableFuture<Void>> next) {
        RequestTrace trace = traces.begin(context);
        ContentCoding coding = ContentCoding.of(context.header("Content-Encoding"));
        long announced = context.req().getContentLengthLong();
        if (announced > maxBytes) {
            throw BodyReader.tooLarge(maxBytes);
        }
        if (!isReady.getAsBoolean()) {
            throw ProblemException.unavailable(
                    "Recent outcomes are still being read from Kafka, or Kafka is not there.");
        }
        Place place = enter(Guard.account(context), Math.max(0, announced));
        context.future(() -> {
            context.req().getAsyncContext().setTimeout(0);
            return read(context, maxBytes, announced, place)
                    .thenComposeAsync(
                            body -> {
                                trace.received();
                                return next.apply(coding.unpack(body, maxBytes, bytes -> grow(place, bytes)));
                            },
                            executor)
                    .whenComplete((nothing, failure) -> place.leave());
        });
    }

    private Place enter(String account, long announced) {
        Optional<Place> place = inFlight.enter(account, announced);
        while (place.isEmpty() && makeRoom(account)) {
            place = inFlight.enter(account, announced);
        }
        return place.orElseThrow(BodyReader::noRoom);
    }

    /** By a slow body of the same account; or of any, if this account holds no more than its share. */
    private boolean makeRoom(String account) {
        return bodies.endSlowest(account::equals, tooSlow())
                || inFlight.isModest(account) && bodies.endSlowest(any -> true, tooSlow());
    }

    private boolean grow(Place place, long bytes) {
        while (!place.grow(bytes)) {
            if (!makeRoom(place.account())) {
                return false;
            }
        }
        return true;
    }

    /** Never throws: who reserved a place gives it back when this is done. */
    private CompletableFuture<byte[]> read(Context context, long maxBytes, long announced, Place place) {
        try {
            CompletableFuture<byte[]> whole = BodyReader.read(
                            context.req().getInputStream(), maxBytes, announced, bytes -> grow(place, bytes))
                    .orTimeout(limits.bodyTimeout().toMillis(), TimeUnit.MILLISECONDS);
            return bodies.watch(place.account(), whole).exceptionally(failure -> {
                throw cause(failure) instanceof TimeoutException ? tooSlow() : new CompletionException(cause(failure));
            });
        } catch (IOException | IllegalStateException e) {
            return CompletableFuture.failedFuture(ProblemException.badRequest("The body broke off."));
        }
    }

    private static ProblemException tooSlow() {
        return new ProblemException(408, "too-slow", "The body came too slowly", "It was not there in time.")
                .header("Connection", "close");
    }

    /** The problem that a failed request is answered with. */
    static RuntimeException problem(String id, Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof TimeoutException) {
            return new ProblemException(
                            504,
                            "no-outcome-yet",
                            "The prediction has not come in time",
                            "The image is in the stream. Ask again at /predictions/" + id + ".")
                    .with("id", id)
                    .header("Location", "/predictions/" + id);
        }
        if (cause instanceof NotPublishedException && cause.getCause() instanceof RecordTooLargeException) {
            return new ProblemException(
                            413,
                            "too-large",
                            "The body is too large",
                            "The images topic takes no image as large as this.")
                    .with("id", id);
        }
        if (cause instanceof NotPublishedException) {
            return ProblemException.unavailable(
                            "Kafka or its schema registry did not take the image in time. Sending it"
                                    + " again with the same Idempotency-Key is safe.")
                    .with("id", id);
        }
        if (cause instanceof KeyReusedException) {
            return new ProblemException(
                    422,
                    "idempotency-key-reused",
                    "The idempotency key stands for another request",
                    "Use a new Idempotency-Key for other content.");
        }
        return cause instanceof RuntimeException runtime ? runtime : new CompletionException(cause);
    }

    static ProblemException rejected(String id, Rejected rejected) {
        return new ProblemException(422, "rejected", "The stream rejected the image", rejected.detail())
                .with("reason", rejected.reason())
                .with("id", id);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
