package io.inferencestream.gateway.http.edge;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** What every answer tells a browser: run only our own files, show us in no frame, keep nothing. */
public final class SecurityHeaders {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> HEADERS = headers();

    private SecurityHeaders() {}

    /** On an answer that a route gives. */
    public static void set(Context context, boolean isTls) {
        set(context::header, isTls);
    }

    /** On an answer that the server gives by itself, because a request cannot be read. */
    public static void set(BiConsumer<String, String> answer, boolean isTls) {
        HEADERS.forEach(answer);
        if (isTls) {
            answer.accept("Strict-Transport-Security", "max-age=31536000");
        }
    }

    private static Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Permissions-Policy", "geolocation=(), microphone=(), camera=(self)");
        headers.put("Cache-Control", "no-store");
        return headers;
    }
}
