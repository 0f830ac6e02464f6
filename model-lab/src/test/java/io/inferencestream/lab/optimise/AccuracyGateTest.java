package io.inferencestream.lab.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class AccuracyGateTest {
    private final AccuracyGate gate = new AccuracyGate(0.5);
    private final Measurement parent = new Measurement("savedmodel", 0.94, 1000, 10);

    @Test
    void letsThroughWhatLostNoMoreThanItMay() {
        assertThatCode(() -> gate.require(parent, new Measurement("int8", 0.935, 3000, 3)))
                .doesNotThrowAnyException();
        assertThat(gate.lets(0.94, 0.99)).isTrue();
        assertThat(new AccuracyGate(0).lets(0.94, 0.94)).isTrue();
    }

    @Test
    void refusesWhatLostMore() {
        assertThatThrownBy(() -> gate.require(parent, new Measurement("int8", 0.9349, 3000, 3)))
                .isInstanceOf(RefusedException.class)
                .hasMessage("int8 is refused: validation accuracy 0.9349, 0.51 points below savedmodel; at most 0.50"
                        + " are allowed (--max-drop)");
        assertThatThrownBy(() -> new AccuracyGate(-1)).hasMessage("maxDrop must not be negative: -1.0");
    }
}
