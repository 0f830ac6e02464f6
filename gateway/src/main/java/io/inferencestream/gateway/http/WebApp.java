package io.inferencestream.gateway.http;

import io.inferencestream.gateway.http.problem.ProblemException;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The web app's files, all of them in memory: nothing that is not on this list can be asked for. They name each other and
 * the API relative to where they lie, so that they work below any path.
 *
 * <p>Thread-safe.
 */
final class WebApp {
    /** Paths that show the app; which page is the app's own business. */
    static final Set<String> PAGES = Set.of("/", "/live", "/dead-letters", "/models");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    static final List<String> OWN = List.of(
            "index.html",
            "app.css",
            "icon.svg",
            "answers.js",
            "app.js",
            "calls.js",
            "chart.js",
            "classes.js",
            "dead-letter.js",
            "detections.js",
            "embeddings.js",
            "events.js",
            "events-worker.js",
            "follow.js",
            "letters.js",
            "live.js",
            "models.js",
            "predicted.js",
            "prepare.js",
            "resend-all.js",
            "samples.js",
            "show.js",
            "shown.js",
            "sign-in.js",
            "try.js");

    private final Map<String, File> files = new LinkedHashMap<>();

    @SuppressWarnings("ArrayRecordComponent")
    private record File(byte[] bytes, String type, String etag) {}

    WebApp() {
        OWN.forEach(name -> add("/app/" + name, "/web/" + name));
        add("/app/lib/preact.js", "/META-INF/resources/_static/htm/3.1.1/preact/standalone.module.js");
        add("/app/lib/uplot.js", "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.esm.js");
        add("/app/lib/uplot.css", "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.min.css");
    }

    private void add(String path, String resource) {
        byte[] file = read(resource);
        files.put(path, new File(file, type(resource), etag(file)));
    }

    private static byte[] read(String resource) {
        try (InputStream input = WebApp.class.getResourceAsStream(resource)) {
            if (input == null) {
                throw new IllegalStateException("a file of the web app is missing: " + resource);
            }
            return input.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }

    private static String etag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(digest, 0, 8) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    void page(Context context) {
        serve(context, "/app/index.html");
    }

    void file(Context context) {
        serve(context, context.path());
    }

    private void serve(Context context, String path) {
        File file = files.get(path);
        if (file == null) {
            throw ProblemException.notFound("There is no such file.");
        }
        context.header("Cache-Control", "no-cache");
        context.header("ETag", file.etag());
        if (file.etag().equals(context.header("If-None-Match"))) {
            context.status(304);
            return;
        }
        context.contentType(file.type());
        context.result(file.bytes());
    }
}
