package io.inferencestream.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.producer.source.SourceImage;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyByTest {
    private final SourceImage labelled = SourceImage.inMemory("ward/1.png", "ward", "bag", new byte[0]);
    private final SourceImage unlabelled = SourceImage.inMemory("ward/2.png", "ward", null, new byte[0]);

    @Test
    void keysByWhatItIsNamedFor() {
        assertThat(KeyBy.SOURCE.key(labelled, 0)).isEqualTo("ward");
        assertThat(KeyBy.FILE.key(labelled, 0)).isEqualTo("ward/1.png");
        assertThat(KeyBy.LABEL.key(labelled, 0)).isEqualTo("bag");
        assertThat(KeyBy.NONE.key(labelled, 0)).isNull();
    }

    @Test
    void fallsBackToTheFolderWhereThereIsNoLabel() {
        assertThat(KeyBy.LABEL.key(unlabelled, 0)).isEqualTo("ward");
    }

    @Test
    void letsSixteenCamerasTakeTurns() {
        Set<String> cameras = new HashSet<>();
        for (int i = 0; i < 64; i++) {
            cameras.add(KeyBy.ROUND_ROBIN.source(labelled, i));
        }

        assertThat(cameras).hasSize(16);
        assertThat(KeyBy.ROUND_ROBIN.key(labelled, 17)).isEqualTo(KeyBy.ROUND_ROBIN.key(labelled, 1));
    }

    @ParameterizedTest
    @EnumSource
    void namesAsSourceWhatItKeysBy(KeyBy keyBy) {
        String key = keyBy.key(labelled, 5);

        assertThat(keyBy.source(labelled, 5)).isEqualTo(key == null ? "ward" : key);
    }
}
