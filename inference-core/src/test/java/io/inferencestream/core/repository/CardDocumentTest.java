package io.inferencestream.core.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.testkit.document.GeneratedPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/model-card.md} says what the reader of cards does. */
final class CardDocumentTest {
    private static final Path REPOSITORY = Path.of(System.getProperty("basedir", "."), "..");
    private static final Path DOCUMENT = REPOSITORY.resolve("docs/model-card.md");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path root;

    @Test
    void hasEveryKeyInItsTable() throws IOException {
        GeneratedPart.of("model-card.md", "keys of a card")
                .mustBe(anyCard().card().table());
    }

    @Test
    void hasExamplesThatAreCards() throws Exception {
        Path version = Files.createDirectories(root.resolve("pets/1"));
        Files.writeString(version.resolve("saved_model.pb"), "graph");
        Files.writeString(version.resolve("labels.txt"), "cat\ndog\nbird\nfish\nhorse\n");
        Files.writeString(version.resolve("tabby.jpg"), "image");
        Files.writeString(version.resolve("classes.json"), "{\"0\": \"cat\", \"1\": \"dog\"}");

        for (String example : examples()) {
            String card = example.replaceFirst("checksum: \\w{64}", "checksum: " + ModelChecksum.of(version));
            Files.writeString(version.resolve("model.yaml"), card);

            assertThat(new ModelRepository(root).find("pets").card().answers().summary())
                    .as(example)
                    .isNotEmpty();
        }
    }

    @Test
    void hasAnExampleOfEveryKey() throws IOException {
        List<String> examples = examples();

        assertThat(anyCard().card().keys())
                .allSatisfy(key -> assertThat(examples).anyMatch(example -> example.contains(key.name() + ":")));
    }

    private static ModelCardReader anyCard() {
        return new ModelCardReader(Path.of("model.yaml"), Path.of(""), new ModelId("a", "1"), "");
    }

    private static List<String> examples() throws IOException {
        Stream<String> inDocument =
                EXAMPLE.matcher(Files.readString(DOCUMENT)).results().map(match -> match.group(1));
        String linked = Files.readString(REPOSITORY.resolve("docs/examples/mobilenet_v2/model.yaml"));
        return Stream.concat(inDocument, Stream.of(linked)).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"models/fashion/1", "models/fashion/2", "models/pneumonia/1"})
    void describesEveryCardThatComesAlong(String folder) throws Exception {
        Path model = REPOSITORY.resolve(folder);
        String checksum = Files.exists(model.resolve("saved_model.pb")) ? ModelChecksum.of(model) : "";

        ModelCard card =
                new ModelCardReader(model.resolve("model.yaml"), model, new ModelId("a", "1"), checksum).read();

        assertThat(card.provenance()).isNotEmpty();
        assertThat(card.provenance().values())
                .as("plain values, no object's toString")
                .noneMatch(value -> value.matches("\\w+\\[.*=.*"));
    }
}
