package io.inferencestream.cluster.registry;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of request and its answer.
 *
 * @param pattern the path's segments; one in braces takes any value
 * @param answer what is sent as JSON
 */
record Route(String method, List<String> pattern, Function<Call, Object> answer) {
    Route {
        pattern = List.copyOf(pattern);
    }

    static Route of(String method, String path, Function<Call, Object> answer) {
        return new Route(method, segments(path), answer);
    }

    /** The segments that the braces took, decoded; empty if the path is not this route's. */
    Optional<Map<String, String>> match(String rawPath) {
        List<String> segments = segments(rawPath);
        if (segments.size() != pattern.size()) {
            return Optional.empty();
        }
        Map<String, String> taken = new HashMap<>();
        for (int i = 0; i < pattern.size(); i++) {
            String expected = pattern.get(i);
            if (expected.startsWith("{")) {
                taken.put(expected.substring(1, expected.length() - 1), decoded(segments.get(i)));
            } else if (!expected.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(taken);
    }

    private static List<String> segments(String path) {
        return List.of(path.replaceAll("^/|/$", "").split("/", -1));
    }

    /** A plus sign is itself in a path. */
    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
