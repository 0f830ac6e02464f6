package io.inferencestream.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ModelBoardTest {
    private static final SchemaRegistryClient NOBODY =
            SchemaRegistryClient.of(Map.of("schema.registry.url", "http://127.0.0.1:1"));

    private final ModelBoard board = new ModelBoard(NOBODY, "mine");

    @Test
    void knowsTheModelsOfItsOwnStreamAndNotThoseOfAnotherOnTheSameTopic() {
        board.note("cats/1@mine/a", announcement("cats", "mine"));
        board.note("dogs/1@theirs/a", announcement("dogs", "theirs"));

        assertThat(board.served()).extracting(ModelAnnouncement::getName).containsExactly("cats");
        assertThat(board.served("dogs", "")).isEmpty();
    }

    @Test
    void knowsTheModelsOfAnInstanceThatNamesNoStream() {
        board.note("cats/1@a", announcement("cats", ""));

        assertThat(board.served("cats", "1")).hasSize(1);
    }

    private static ModelAnnouncement announcement(String name, String application) {
        return ModelAnnouncement.newBuilder()
                .setName(name)
                .setVersion("1")
                .setChecksum("00")
                .setApplication(application)
                .setInstance("a")
                .setEngine("tensorflow")
                .setDevice("cpu")
                .setPredictors(1)
                .setLabels(List.of("x"))
                .setInputWidth(1)
                .setInputHeight(1)
                .setInputChannels(1)
                .setCard("{}")
                .setLoadedAt(Instant.now())
                .setHeartbeatAt(Instant.now())
                .build();
    }
}
