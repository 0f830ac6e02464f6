package io.inferencestream.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.decode.image.ImageShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlacementTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 8, 8, 1", // as many as there are cores
        "2, 0, 8, 2, 4", // the cores are shared out
        "0, 4, 8, 2, 4",
        "3, 2, 8, 3, 2", // as told
        "16, 0, 8, 16, 1",
        "0, 16, 8, 1, 16",
        "0, 0, 1, 1, 1"
    })
    void sharesTheCoresAmongPredictors(int predictors, int threads, int cores, int thenPredictors, int thenThreads) {
        assertThat(Placement.onCpu(new EngineOptions("cpu", predictors, threads, 1), cores))
                .isEqualTo(new Placement("cpu", thenPredictors, thenThreads));
    }

    @Test
    void overlapsFourBatchesOnAGpu() {
        assertThat(Placement.onGpu(new EngineOptions("gpu:1", 0, 0, 1), 1)).isEqualTo(new Placement("gpu:1", 4, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "cpu, 0, 224, 3, 6", // a megabyte of input
        "gpu, 0, 224, 3, 64", // ten, and a size that kernels are ready for
        "cpu, 0, 28, 1, 256",
        "gpu, 0, 28, 1, 256",
        "cpu, 0, 4000, 3, 4",
        "gpu, 0, 4000, 3, 4",
        "gpu, 27, 224, 3, 27" // as told
    })
    void sizesBatchesByTheirInputAndTheDevice(String device, int wished, int side, int channels, int then) {
        EngineOptions options = new EngineOptions(device, 0, 0, wished);
        Placement placement = device.equals("cpu") ? Placement.onCpu(options, 2) : Placement.onGpu(options, 0);
        assertThat(placement.batchSize(options, new ImageShape(side, side, channels)))
                .isEqualTo(then);
    }

    @ParameterizedTest
    @CsvSource({"0, 224, 3, 16", "0, 28, 1, 256", "0, 4000, 3, 4", "64, 224, 3, 64"})
    void takesSmallerBatchesWhereEveryOneIsFilledUpToTheLargest(int wished, int side, int channels, int then) {
        EngineOptions options = new EngineOptions("gpu", 0, 0, wished);

        assertThat(Placement.onGpu(options, 0).inOneSize().batchSize(options, new ImageShape(side, side, channels)))
                .isEqualTo(then);
    }

    @ParameterizedTest
    @CsvSource({"auto, auto", "cpu, cpu", "gpu, gpu:0", "gpu:12, gpu:12"})
    void readsTheDeviceAskedFor(String text, String then) {
        assertThat(DeviceChoice.parse(text)).hasToString(then);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, 0, 0",
                "none, 3, 3",
                "'', 0, -1",
                "'4,6', 0, 4",
                "'4, 6', 1, 6",
                "'4,6', 2, -1",
                "GPU-8932f937, 0, GPU-8932f937"
            })
    void countsGpusAmongThoseThatTheProcessMaySee(String visible, int index, String then) {
        assertThat(TensorFlowRuntime.visibleGpu(visible, index)).isEqualTo(then);
    }
}
