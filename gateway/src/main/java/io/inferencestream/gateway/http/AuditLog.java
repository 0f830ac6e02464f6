package io.inferencestream.gateway.http;

import io.inferencestream.gateway.caller.RefusalLines;
import io.javalin.http.Context;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes one line for every call to the logger {@code audit}: who called, which route, and the status. A line never has an
 * image or a secret. Refused calls of unknown callers have a limited number of lines, which {@link RefusalLines} sets; the
 * next line counts the calls that have none.
 *
 * <p>Thread-safe.
 */
final class AuditLog {
    private static final Logger AUDIT = LoggerFactory.getLogger("audit");
    private static final int MAX_NAME = 256;
    private static final int REFUSED = 400;

    private final RefusalLines refusals;

    AuditLog(LongSupplier nanoClock) {
        this.refusals = new RefusalLines(nanoClock);
    }

    void write(Context context, Float millis) {
        boolean isStranger = Guard.isStranger(context) && context.statusCode() >= REFUSED;
        if (isStranger && !refusals.take(context.ip())) {
            return;
        }
        LoggingEventBuilder line = AUDIT.atInfo()
                .addKeyValue("caller", plain(Guard.caller(context).name()))
                .addKeyValue("method", context.method())
                .addKeyValue("route", route(context))
                .addKeyValue("status", context.statusCode())
                .addKeyValue("millis", Math.round(millis))
                .addKeyValue("remote", context.ip());
        line = with(line, "reason", Guard.refusal(context));
        line = with(line, "about", Guard.concern(context));
        OptionalLong others = isStranger ? refusals.unlisted() : OptionalLong.empty();
        if (others.isPresent()) {
            line = line.addKeyValue("unlisted", others.getAsLong());
        }
        line.log("call");
    }

    private static LoggingEventBuilder with(LoggingEventBuilder line, String key, @Nullable String value) {
        return value == null ? line : line.addKeyValue(key, plain(value));
    }

    /** Of what others have written, what can do no harm in a log. */
    private static String plain(String text) {
        String shown = text.length() > MAX_NAME ? text.substring(0, MAX_NAME) : text;
        return shown.replaceAll("[^\\w @.,:/|=-]", "?");
    }

    /** The route and not the path: a path may hold anything. Known also where the request was not let in. */
    static String route(Context context) {
        var endpoint = context.endpoints().matchedHttpEndpoint();
        return endpoint == null ? "none" : endpoint.path;
    }
}
