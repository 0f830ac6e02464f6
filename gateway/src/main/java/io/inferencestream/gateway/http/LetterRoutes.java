package io.inferencestream.gateway.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.deadletters.letter.DeadLetter;
import io.inferencestream.deadletters.resend.Obstacles;
import io.inferencestream.deadletters.resend.ResendFailedException;
import io.inferencestream.deadletters.resend.Verdict;
import io.inferencestream.gateway.http.problem.ProblemException;
import io.inferencestream.gateway.image.BrowserImage;
import io.inferencestream.gateway.image.RecentImages;
import io.inferencestream.gateway.letter.LetterDoor;
import io.inferencestream.gateway.letter.LetterPage;
import io.inferencestream.gateway.letter.LetterQuery;
import io.inferencestream.gateway.letter.ResentJson;
import io.inferencestream.gateway.outcome.OutcomeIndex;
import io.inferencestream.schemas.outcome.RecordPosition;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;

/** The dead letters: what is in the index of them, the images in them, and resending them. */
final class LetterRoutes implements AutoCloseable {
    private static final int MAX_LETTERS = 1_000;
    private static final int THREADS = 4;
    private static final int WAITING = 64;

    private final OutcomeIndex index;
    private final LetterDoor door;
    private final String input;
    private final ResentJson resent;
    private final RecentImages images;
    private final boolean showsImages;
    private final ExecutorService pool =
            new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
                Thread thread = new Thread(task, "dead-letters");
                thread.setDaemon(true);
                return thread;
            });

    /** @param input the topic that the stream reads */
    LetterRoutes(OutcomeIndex index, LetterDoor door, String input, RecentImages images, boolean showsImages) {
        this.input = input;
        this.index = index;
        this.door = door;
        this.resent = new ResentJson(index, door);
        this.images = images;
        this.showsImages = showsImages;
    }

    /** Newest first, a page of those that are asked for. */
    void letters(Context context) {
        LetterPage page = LetterPage.of(index.newestFirst(), query(context), resent::of, Instant.now());
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode letters = json.putArray("deadLetters");
        page.letters().forEach(letter -> letters.add(json(letter)));
        page.next().ifPresent(next -> json.put("next", next));
        json.put("total", page.total());
        ObjectNode reasons = json.putObject("reasons");
        page.reasons().forEach(reasons::put);
        Json.write(context, 200, json);
    }

    private static LetterQuery query(Context context) {
        String age = context.queryParam("age");
        String isResent = context.queryParam("resent");
        return new LetterQuery(
                Parameters.number(context, "max", 100, 1, MAX_LETTERS),
                Objects.requireNonNullElse(context.queryParam("olderThan"), ""),
                Objects.requireNonNullElse(context.queryParam("reason"), ""),
                Objects.requireNonNullElse(context.queryParam("search"), ""),
                Optional.ofNullable(age).map(its -> Parameters.duration("age", its)),
                Optional.ofNullable(isResent).map(its -> Parameters.flag(context, "resent")));
    }

    private ObjectNode json(LetterPage.Shown letter) {
        ObjectNode json = OutcomeJson.of(letter.letter());
        Obstacles.of(
                        letter.rejected().origin(),
                        letter.rejected().valueLeftOut().map(String::valueOf),
                        input)
                .ifPresent(obstacle -> json.put("obstacle", obstacle));
        letter.resent().ifPresent(its -> json.set("resent", its));
        return json;
    }

    void resend(Context context) {
        RecordPosition letter = Parameters.position(context, door.topic());
        boolean stampsNow = Parameters.flag(context, "stampNow");
        context.future(() -> {
            context.req().getAsyncContext().setTimeout(0);
            try {
                return door.resend(letter, Guard.caller(context).name(), stampsNow)
                        .exceptionally(failure -> {
                            throw problem(failure);
                        })
                        .thenAccept(verdict -> answer(context, verdict));
            } catch (RejectedExecutionException e) {
                throw ProblemException.tooMany("Too many dead letters are to be resent at once.", 1);
            }
        });
    }

    private static RuntimeException problem(Throwable failure) {
        Throwable cause = failure.getCause();
        if (failure instanceof CompletionException && cause != null) {
            return problem(cause);
        }
        if (failure instanceof KafkaException) {
            boolean isUnsettled = failure instanceof ResendFailedException its && its.isUnsettled();
            return ProblemException.unavailable(
                    (isUnsettled ? "It is not known whether it was resent: " : "It was not resent: ")
                            + failure.getMessage() + ". Asking again is safe.");
        }
        return new CompletionException(failure);
    }

    private static void answer(Context context, Verdict verdict) {
        switch (verdict.kind()) {
            case RESENT -> Json.write(context, 202, body("resent", verdict));
            case RESENT_BEFORE -> Json.write(context, 200, body("resent before", verdict));
            case MISSING -> throw ProblemException.notFound("There is no dead letter at this place, or not any more.");
            case REFUSED ->
                throw new ProblemException(
                        409, "not-resendable", "It cannot be resent", "It cannot be resent: " + verdict.why() + ".");
        }
    }

    private static ObjectNode body(String status, Verdict verdict) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("status", status);
        verdict.receipt().map(ResentJson::of).ifPresent(json::setAll);
        return json;
    }

    void image(Context context) {
        RecordPosition letter = Parameters.position(context, door.topic());
        if (!showsImages) {
            throw ProblemException.notFound("This gateway shows no images: images.show is false.");
        }
        context.future(() -> {
            context.req().getAsyncContext().setTimeout(0);
            try {
                return CompletableFuture.supplyAsync(() -> read(letter), pool)
                        .thenAccept(image -> ObserveRoutes.show(
                                context,
                                image.orElseThrow(() -> ProblemException.notFound("There is no image to be shown."))));
            } catch (RejectedExecutionException e) {
                throw ProblemException.tooMany("Too many dead letters are asked for at once.", 1);
            }
        });
    }

    private Optional<BrowserImage> read(RecordPosition letter) {
        try {
            return door.read(letter).map(DeadLetter::value).flatMap(images::image);
        } catch (KafkaException e) {
            throw ProblemException.unavailable("Kafka does not answer.");
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
