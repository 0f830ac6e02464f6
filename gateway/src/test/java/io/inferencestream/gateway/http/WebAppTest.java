package io.inferencestream.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class WebAppTest {
    private static final Pattern FROM_THE_ROOT =
            Pattern.compile("(from|href=|src=|fetch\\(|call\\(|usePolled\\()\\s*\"/");

    @Test
    void servesEveryFileOfItsFolder() throws Exception {
        assertThat(WebApp.OWN).containsExactlyInAnyOrderElementsOf(files());
    }

    /** A proxy may put any path before the gateway's. */
    @Test
    void namesNothingFromTheRootOfAHost() throws Exception {
        for (String file : files()) {
            assertThat(FROM_THE_ROOT.matcher(Files.readString(folder().resolve(file), StandardCharsets.UTF_8)))
                    .as(file)
                    .matches(matcher -> !matcher.find());
        }
    }

    private static List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Path folder() throws Exception {
        URI page = Objects.requireNonNull(WebApp.class.getResource("/web/index.html"))
                .toURI();
        return Objects.requireNonNull(Path.of(page).getParent());
    }
}
