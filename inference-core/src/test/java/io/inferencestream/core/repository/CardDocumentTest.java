package io.inferencestream.core.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.core.model.ModelId;
import io.inferencestream.testkit.document.GeneratedPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/model-card.md} says what the reader of cards does. */
final class CardDocumentTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("basedir", "."), "..", "docs", "model-card.md");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path root;

    @Test
    void hasEveryKeyInItsTable() throws IOException {
        ModelCardReader reader = new ModelCardReader(Path.of("model.yaml"), Path.of(""), new ModelId("a", "1"), "");

        GeneratedPart.of("model-card.md", "keys of a card").mustBe(reader.card().table());
    }

    @Test
    void hasExamplesThatAreCards() throws Exception {
        Path version = Files.createDirectories(root.resolve("pets/1"));
        Files.writeString(version.resolve("saved_model.pb"), "graph");
        Files.writeString(version.resolve("labels.txt"), "cat\ndog\nbird\nfish\nhorse\n");

        for (MatchResult example :
                EXAMPLE.matcher(Files.readString(DOCUMENT)).results().toList()) {
            Files.writeString(version.resolve("model.yaml"), example.group(1));

            assertThat(new ModelRepository(root).find("pets").card().labels())
                    .as(example.group(1))
                    .isNotEmpty();
        }
    }
}
