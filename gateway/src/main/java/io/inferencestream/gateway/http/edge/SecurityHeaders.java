package io.inferencestream.gateway.http.edge;

import io.javalin.http.Context;

/** What every answer tells a browser: run only our own files, show us in no frame, keep nothing. */
public final class SecurityHeaders {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private SecurityHeaders() {}

    public static void set(Context context, boolean isTls) {
        context.header("Content-Security-Policy", POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("X-Frame-Options", "DENY");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Permissions-Policy", "geolocation=(), microphone=(), camera=(self)");
        context.header("Cache-Control", "no-store");
        if (isTls) {
            context.header("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
