package io.inferencestream.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/security.md} points at tests and types that exist. */
final class SecurityDocumentTest {
    private static final Path HOME = Path.of("..");
    private static final Pattern TYPE = Pattern.compile("`([A-Z][A-Za-z0-9]+)`");

    /** Words of others in the same type. */
    private static final Set<String> FOREIGN =
            Set.of("SecureRandom", "SharedWorker", "Origin", "Forwarded", "TRACE", "JWT", "ETag", "POST", "RS256");

    @Test
    void namesOnlyTypesThatExist() throws Exception {
        Set<String> named = TYPE.matcher(Files.readString(HOME.resolve("docs/security.md")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        named.removeAll(FOREIGN);

        assertThat(named).hasSizeGreaterThan(30).isSubsetOf(types());
    }

    private static Set<String> types() throws Exception {
        try (Stream<Path> files = Files.find(
                HOME,
                Integer.MAX_VALUE,
                (path, attributes) ->
                        path.toString().endsWith(".java") && path.toString().contains("/src/"))) {
            return files.map(path -> path.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }
}
