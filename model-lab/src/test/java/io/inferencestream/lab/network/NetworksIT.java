package io.inferencestream.lab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.decode.image.ImageShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NetworksIT {
    private static final ImageShape INPUT = new ImageShape(8, 8, 3);

    @TempDir
    private Path folder;

    @Test
    void readsALayerAnItem() throws IOException {
        Path file = Files.writeString(folder.resolve("net.yaml"), """
                - {layer: convolution, filters: 8, side: 3, stride: 2}
                - {layer: batch-norm}
                - {layer: relu}
                - layer: residual
                  body:
                    - {layer: depthwise, side: 3, stride: 1, bias: true}
                  shortcut: []
                - {layer: global-average-pool}
                - {layer: dropout, rate: 0.5}
                - {layer: dense, units: 4}
                """);

        assertThat(Networks.read(file, INPUT).layers())
                .containsExactly(
                        new Layer.Convolution(8, 3, 2, false),
                        new Layer.BatchNorm(),
                        new Layer.Relu(),
                        new Layer.Residual(List.of(new Layer.Depthwise(3, 1, true)), List.of()),
                        new Layer.GlobalAveragePool(),
                        new Layer.Dropout(0.5f),
                        new Layer.Dense(4));
    }

    /** Figures of the paper's authors for width 1: 3.50 million parameters, and 300 million multiplications. */
    @Test
    void buildsMobileNetV2AsItWasPublished() {
        Network network = Networks.named("mobilenet-v2", new ImageShape(224, 224, 3), 1000, 16, 0);

        assertThat(network.weights().stream()
                        .filter(WeightSpec::trained)
                        .mapToInt(WeightSpec::size)
                        .sum())
                .isEqualTo(3_504_872);
        assertThat(network.multiplications()).isBetween(300_000_000L, 302_000_000L);
        assertThat(network.classes()).isEqualTo(1000);
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        Path unknown = Files.writeString(folder.resolve("unknown.yaml"), "- {layer: lstm}");
        Path odd = Files.writeString(folder.resolve("odd.yaml"), "- {layer: convolution, filters: 8, side: 2}");

        assertThatThrownBy(() -> Networks.read(unknown, INPUT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lstm");
        assertThatThrownBy(() -> Networks.read(odd, INPUT)).hasMessageContaining("side must be odd: 2");
        assertThatThrownBy(() -> Networks.named("huge", INPUT, 2, 8, 0)).hasMessageContaining("huge");
    }

    @Test
    void halvesTheMapThriceInTheResidualNetwork() {
        Network network = Networks.named("residual", new ImageShape(28, 28, 1), 10, 16, 0.1f);

        assertThat(network.endsInAverage()).isTrue();
        assertThat(network.stages().get(network.stages().size() - 4).output()).isEqualTo(new FeatureShape(4, 4, 128));
    }
}
