package io.inferencestream.gateway.http;

import io.inferencestream.gateway.http.problem.ProblemException;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The web app's files, all of them in memory: nothing that is not on this list can be asked for.
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

    /**
     * Addresses of ours in the app's files: texts that begin with the name of a route after a slash, or that are a slash and
     * are not added to others.
     */
    private static final Pattern ADDRESSES = Pattern.compile("(?<=[\"'`]|location\\.origin\\})/"
            + "(?=(?:app|api|predict|predictions|events|live|dead-letters|models|openapi\\.json)\\b"
            + "|(?<!\\+ [\"'`]/)[\"'`](?! \\+))");

    private final Map<String, File> files = new LinkedHashMap<>();

    @SuppressWarnings("ArrayRecordComponent")
    private record File(byte[] bytes, String type, String etag) {}

    /** @param prefix the path below which clients find the gateway, without a slash at its end; empty for none */
    WebApp(String prefix) {
        for (String name : new String[] {
            "index.html", "app.css", "app.js", "try.js", "live.js", "letters.js", "models.js", "common.js", "icon.svg"
        }) {
            byte[] file = placed(read("/web/" + name), prefix);
            files.put("/app/" + name, new File(file, type(name), etag(file)));
        }
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

    /** A file of ours with its addresses below the prefix. */
    private static byte[] placed(byte[] file, String prefix) {
        return ADDRESSES
                .matcher(new String(file, StandardCharsets.UTF_8))
                .replaceAll(Matcher.quoteReplacement(prefix + "/"))
                .getBytes(StandardCharsets.UTF_8);
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
