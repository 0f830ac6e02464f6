package io.inferencestream.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.lab.data.Augmentation;
import org.junit.jupiter.api.Test;

final class TrainingFactsTest {
    private static TrainingSettings settings(Optimizer optimizer, Augmentation augmentation) {
        return new TrainingSettings(
                14, 128, 0.1f, 0.15f, optimizer, 0.05f, false, augmentation, TrainingSettings.Goal.AUC, 3, true, 7);
    }

    @Test
    void hasEachSettingAsAValueOfItsOwn() {
        TrainingSettings settings = settings(Optimizer.sgd(0.9f, 0.0005f), new Augmentation(true, 2, 8));

        assertThat(TrainingFacts.of(settings))
                .containsEntry("optimizer", "sgd")
                .containsEntry("momentum", "0.9")
                .containsEntry("weightDecay", "0.0005")
                .containsEntry("learningRate", "0.1")
                .containsEntry("warmUp", "0.15")
                .containsEntry("augmentation", "flip, shift 2, cutout 8");
    }

    @Test
    void leavesOutWhatTheOptimizerDoesNotHaveAndWhatIsNotDone() {
        TrainingSettings settings = settings(Optimizer.adam(0), Augmentation.NONE);

        assertThat(TrainingFacts.of(settings))
                .containsEntry("optimizer", "adam")
                .containsEntry("weightDecay", "0")
                .containsEntry("augmentation", "none")
                .doesNotContainKey("momentum");
    }

    @Test
    void namesEveryStepOfAnAugmentation() {
        Augmentation all = new Augmentation(false, 1, 2, 8, 0.85f, 0.1f);

        assertThat(TrainingFacts.of(settings(Optimizer.adam(0), all)))
                .containsEntry("augmentation", "shift 1, cutout 2, rotate 8, crop 0.85, brightness 0.1");
    }
}
