package io.inferencestream.gateway.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.gateway.image.RecentImages;
import io.inferencestream.gateway.letter.DeadLetterDesk;
import io.inferencestream.gateway.letter.DeadLetterDesk.Sending;
import io.inferencestream.gateway.outcome.IndexedOutcome;
import io.inferencestream.gateway.outcome.OutcomeIndex;
import io.inferencestream.schemas.outcome.Rejected;
import io.javalin.http.Context;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** The dead letters: what is in the index of them, their pictures, and sending them again. */
final class LetterRoutes implements AutoCloseable {
    private static final int MOST_LETTERS = 1_000;
    private static final int THREADS = 4;
    private static final int WAITING = 64;

    private final OutcomeIndex index;
    private final DeadLetterDesk desk;
    private final RecentImages pictures;
    private final boolean showsPictures;
    private final ExecutorService pool =
            new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
                Thread thread = new Thread(task, "dead-letters");
                thread.setDaemon(true);
                return thread;
            });

    LetterRoutes(OutcomeIndex index, DeadLetterDesk desk, RecentImages pictures, boolean showsPictures) {
        this.index = index;
        this.desk = desk;
        this.pictures = pictures;
        this.showsPictures = showsPictures;
    }

    /** Newest first. */
    void letters(Context context) {
        int most = Parameters.number(context, "most", 100, 1, MOST_LETTERS);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode letters = json.putArray("deadLetters");
        for (OutcomeIndex.Entry entry : index.newestFirst()) {
            if (letters.size() == most) {
                break;
            }
            if (entry.outcome().outcome() instanceof Rejected) {
                letters.add(letter(entry.outcome()));
            }
        }
        Json.write(context, 200, json);
    }

    private ObjectNode letter(IndexedOutcome letter) {
        ObjectNode json = OutcomeJson.of(letter);
        index.sentAgain(letter.outcome().position())
                .map(IndexedOutcome::outcome)
                .ifPresent(outcome -> json.putObject("sentAgain")
                        .put("status", outcome.<String>fold(one -> "predicted", one -> "rejected"))
                        .put(
                                "label",
                                outcome.<String>fold(
                                        one -> one.event().getTopK().isEmpty()
                                                ? ""
                                                : one.event().getTopK().get(0).getLabel(),
                                        Rejected::reason)));
        return json;
    }

    void sendAgain(Context context) {
        int partition = Parameters.number("partition", context.pathParam("partition"), 0, 999_999_999);
        long offset = offset(context);
        Guard.concerns(context, partition + "@" + offset);
        later(
                context,
                () -> {
                    try {
                        return desk.sendAgain(partition, offset);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw ProblemException.unavailable("The gateway is ending.");
                    } catch (KafkaException e) {
                        throw ProblemException.unavailable(
                                "It is not known whether it was sent. Asking again is safe.");
                    }
                },
                LetterRoutes::answer);
    }

    private static void answer(Context context, Sending sending) {
        switch (sending) {
            case SENT ->
                Json.write(context, 202, JsonNodeFactory.instance.objectNode().put("status", "sent"));
            case ALREADY_SENT ->
                Json.write(context, 200, JsonNodeFactory.instance.objectNode().put("status", "sent before"));
            case MISSING -> throw ProblemException.notFound("There is no dead letter at this place, or not any more.");
            case WITHOUT_VALUE ->
                throw new ProblemException(
                        409,
                        "without-value",
                        "Nothing to send",
                        "Its value was too large for the dead-letter topic and was left out.");
        }
    }

    void picture(Context context) {
        int partition = Parameters.number("partition", context.pathParam("partition"), 0, 999_999_999);
        long offset = offset(context);
        Guard.concerns(context, partition + "@" + offset);
        if (!showsPictures) {
            throw ProblemException.notFound("This gateway shows no pictures: pictures.show is false.");
        }
        later(
                context,
                () -> {
                    try {
                        return desk.read(partition, offset)
                                .map(ConsumerRecord::value)
                                .flatMap(pictures::image);
                    } catch (KafkaException e) {
                        throw ProblemException.unavailable("Kafka does not answer.");
                    }
                },
                (answered, picture) -> ObserveRoutes.show(
                        answered,
                        picture.orElseThrow(() -> ProblemException.notFound("There is no picture to be shown."))));
    }

    private <T> void later(Context context, Supplier<T> work, java.util.function.BiConsumer<Context, T> answer) {
        context.future(() -> {
            context.req().getAsyncContext().setTimeout(0);
            try {
                return CompletableFuture.supplyAsync(work, pool).thenAccept(result -> answer.accept(context, result));
            } catch (RejectedExecutionException e) {
                throw ProblemException.tooMany("Too many dead letters are asked for at once.", 1);
            }
        });
    }

    private static long offset(Context context) {
        String text = context.pathParam("offset");
        if (!text.matches("\\d{1,18}")) {
            throw ProblemException.badRequest("offset is a whole number, not " + text + ".");
        }
        return Long.parseLong(text);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
