package io.inferencestream.gateway.http;

import io.javalin.http.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** One line for every call under the logger {@code audit}: who, what, outcome; never the image, never a secret. */
final class AuditLog {
    private static final Logger AUDIT = LoggerFactory.getLogger("audit");

    private AuditLog() {}

    static void write(Context context, Float millis) {
        LoggingEventBuilder line = AUDIT.atInfo()
                .addKeyValue("caller", Guard.caller(context).name())
                .addKeyValue("method", context.method())
                .addKeyValue("route", route(context))
                .addKeyValue("status", context.statusCode())
                .addKeyValue("millis", Math.round(millis))
                .addKeyValue("remote", context.ip());
        String concern = Guard.concern(context);
        if (concern != null) {
            line = line.addKeyValue("about", concern.replaceAll("[^\\w@.,:/-]", "?"));
        }
        line.log("call");
    }

    /** The route and not the path: a path may hold anything. */
    private static String route(Context context) {
        var endpoint = context.endpoints().lastHttpEndpoint();
        return endpoint == null ? "none" : endpoint.path;
    }
}
