package io.inferencestream.gateway.http;

import io.inferencestream.gateway.config.GatewaySettings.Topics;
import io.inferencestream.gateway.http.body.InFlight;
import io.inferencestream.gateway.http.body.InFlight.Place;
import io.inferencestream.gateway.http.problem.ProblemException;
import io.inferencestream.gateway.outcome.Cursor;
import io.inferencestream.gateway.outcome.OutcomeIndex;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Predictions and rejections as server-sent events. */
final class EventRoutes {
    private static final int RETRY_SECONDS = 5;
    private static final int MAX_PER_SECOND = 10_000;
    private static final int MAX_RECENT = 1_000;

    private final Topics topics;
    private final OutcomeIndex index;
    private final EventFeed feed;
    private final InFlight places;

    /** @param places of event streams, which callers share as they share those of requests */
    EventRoutes(Topics topics, OutcomeIndex index, EventFeed feed, InFlight places) {
        this.topics = topics;
        this.index = index;
        this.feed = feed;
        this.places = places;
    }

    void predictions(Context context) {
        follow(context, topics.predictions());
    }

    void rejections(Context context) {
        follow(context, topics.deadLetters());
    }

    private void follow(Context context, String topic) {
        String lastId = context.header("Last-Event-ID");
        String from = lastId == null || lastId.isBlank() ? context.queryParam("from") : lastId;
        Cursor resume = null;
        long last = index.last();
        long number = Math.max(0, last - Parameters.number(context, "recent", 0, 0, MAX_RECENT));
        if (from != null && !from.isBlank()) {
            number = 0;
            last = 0;
            if (!from.equals("oldest")) {
                resume = Cursor.parse(from)
                        .orElseThrow(() -> ProblemException.badRequest(
                                "from, and Last-Event-ID, is the id of an event of this stream, or oldest; not "
                                        + from));
            }
        }
        Map<String, String> filters = new HashMap<>();
        for (String filter : Subscription.FILTERS) {
            String value = context.queryParam(filter);
            if (value != null) {
                filters.put(filter, value);
            }
        }
        int max = Parameters.number(context, "max", 0, 0, MAX_PER_SECOND);
        EventStream stream;
        try {
            stream = new EventStream(context.res().getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Subscription subscription =
                new Subscription(topic, stream, Guard.pass(context), number, resume, filters, max, last);
        Place place = places.enter(Guard.account(context), 0).orElseThrow(EventRoutes::tooMany);
        stream.end().whenComplete((nothing, failure) -> place.leave());
        if (!feed.subscribe(subscription)) {
            place.leave();
            throw tooMany();
        }
        context.contentType("text/event-stream; charset=utf-8");
        context.header("Cache-Control", "no-store");
        context.header("X-Accel-Buffering", "no");
        context.future(() -> {
            context.req().getAsyncContext().setTimeout(0);
            stream.start();
            return stream.end();
        });
    }

    private static ProblemException tooMany() {
        return ProblemException.tooMany(
                "Too many event streams of this caller, or of all together, are open.", RETRY_SECONDS);
    }
}
