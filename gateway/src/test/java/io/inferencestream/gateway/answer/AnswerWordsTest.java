package io.inferencestream.gateway.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.gateway.TaskEvents;
import org.junit.jupiter.api.Test;

class AnswerWordsTest {
    @Test
    void saysWhatEachTaskAnswered() {
        assertThat(AnswerWords.of(TaskEvents.classes())).isEqualTo("cat");
        assertThat(AnswerWords.of(TaskEvents.multiLabel())).isEqualTo("effusion, mass");
        assertThat(AnswerWords.of(TaskEvents.detections(TaskEvents.face(), TaskEvents.person(), TaskEvents.face())))
                .isEqualTo("2 × face, 1 × person");
        assertThat(AnswerWords.of(TaskEvents.embedding(0.5f, 1f))).isEqualTo("a vector of 2 numbers");
        assertThat(AnswerWords.of(TaskEvents.values())).isEqualTo("age 41.5 years, score -2.0");
    }

    @Test
    void saysThatNothingWasFound() {
        assertThat(AnswerWords.of(TaskEvents.detections())).isEqualTo("nothing found");
        assertThat(AnswerWords.of(TaskEvents.ofTask("multi-label").build())).isEqualTo("no label");
    }

    @Test
    void namesATaskThatItDoesNotKnow() {
        assertThat(AnswerWords.of(TaskEvents.ofTask("segmentation").build())).contains("segmentation");
    }
}
