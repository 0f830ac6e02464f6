package io.inferencestream.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencestream.core.outcome.RejectionReason;
import io.inferencestream.deadletters.cluster.LetterTopics;
import io.inferencestream.event.ImageEvent;
import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.gateway.config.GatewaySettings;
import io.inferencestream.gateway.config.GatewaySettings.Topics;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.settings.YamlDocument;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The description of the topics says what stream and gateway write; {@code .ci/check-descriptions} validates its form. */
final class AsyncApiTest {
    private static final Path DOCUMENTS = Path.of(System.getProperty("basedir", "."), "..", "docs");

    private static JsonNode description;

    @BeforeAll
    static void read() throws IOException {
        description = new ObjectMapper()
                .valueToTree(YamlDocument.values(Files.readString(DOCUMENTS.resolve("asyncapi.yaml"))));
    }

    @Test
    void namesTheTopicsAsTheyAreByDefault() {
        Topics topics = GatewaySettings.parse("kafka: {bootstrap.servers: '127.0.0.1:1'}", Map.of())
                .topics();

        assertThat(description.path("channels").findValuesAsText("address"))
                .containsExactlyInAnyOrder(
                        topics.images(),
                        topics.predictions(),
                        topics.deadLetters(),
                        LetterTopics.ledgerOf(topics.deadLetters()),
                        topics.models());
    }

    @Test
    void pointsAtTheSchemasThatAreWritten() throws IOException {
        assertThat(schema("imageEvent")).isEqualTo(form(ImageEvent.getClassSchema()));
        assertThat(schema("predictionEvent")).isEqualTo(form(PredictionEvent.getClassSchema()));
        assertThat(schema("deadLetter")).isEqualTo(form(ImageEvent.getClassSchema()));
        assertThat(schema("modelAnnouncement")).isEqualTo(form(ModelAnnouncement.getClassSchema()));
    }

    private static String schema(String message) throws IOException {
        String reference =
                message(message).path("payload").path("schema").path("$ref").asText();
        return form(new Schema.Parser().parse(Files.readString(DOCUMENTS.resolve(reference))));
    }

    /** Of what is written, and not of what Java makes of it. */
    private static String form(Schema schema) {
        return SchemaNormalization.toParsingForm(schema);
    }

    @Test
    void namesEveryHeaderAndEveryReasonOfADeadLetter() {
        List<String> reasons = new ArrayList<>();
        JsonNode reason =
                message("deadLetter").path("headers").path("properties").path(HeaderNames.REJECTION_REASON);
        reason.path("enum").forEach(each -> reasons.add(each.asText()));

        assertThat(headers("deadLetter")).containsExactlyInAnyOrderElementsOf(HeaderNames.OF_REJECTIONS);
        assertThat(reasons)
                .containsExactlyInAnyOrderElementsOf(List.of(RejectionReason.values()).stream()
                        .map(Enum::name)
                        .toList());
    }

    @Test
    void namesEveryHeaderThatIsWritten() throws IllegalAccessException {
        Set<String> named = new TreeSet<>();
        description
                .path("components")
                .path("messages")
                .fieldNames()
                .forEachRemaining(name -> headers(name).forEach(named::add));

        assertThat(named).containsExactlyInAnyOrderElementsOf(texts(HeaderNames.class));
    }

    private static Set<String> headers(String message) {
        Set<String> names = new TreeSet<>();
        message(message).path("headers").path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode message(String name) {
        return description.path("components").path("messages").path(name);
    }

    /** The values of a class's public constants. */
    private static List<String> texts(Class<?> constants) throws IllegalAccessException {
        List<String> texts = new ArrayList<>();
        for (Field field : constants.getFields()) {
            if (field.getType() == String.class) {
                texts.add((String) field.get(null));
            }
        }
        return texts;
    }
}
