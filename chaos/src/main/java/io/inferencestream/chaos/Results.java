package io.inferencestream.chaos;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What runs have come to, kept in a file of one JSON object a line if there is one, so that a series can go on later. */
final class Results {
    /** What a line says of itself beyond its components, such as whether all was as expected, is worked out again. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final @Nullable Path file;
    private final Map<String, RunResult> byKey = new LinkedHashMap<>();

    private Results(@Nullable Path file) {
        this.file = file;
    }

    /** @param file is read if it is there; null keeps nothing */
    static Results open(@Nullable Path file) throws IOException {
        Results results = new Results(file);
        if (file != null && Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                RunResult result = JSON.readValue(line, RunResult.class);
                results.byKey.put(result.key(), result);
            }
        }
        return results;
    }

    Optional<RunResult> of(Scenario scenario) {
        return Optional.ofNullable(byKey.get(scenario.key()));
    }

    void add(RunResult result) {
        byKey.put(result.key(), result);
        Path kept = file;
        if (kept != null) {
            try {
                Files.writeString(
                        kept,
                        JSON.writeValueAsString(result) + System.lineSeparator(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException("the result cannot be kept in " + kept, e);
            }
        }
    }

    Collection<RunResult> all() {
        return byKey.values();
    }
}
