package io.inferencestream.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.core.predict.FakeModel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a pipeline takes on, and what it turns away. */
@Timeout(60)
class PipelineBoundsTest {
    private final PipelineRig rig = new PipelineRig();

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void turnsAwayMoreRecordsThanTheLimit() {
        InferencePipeline pipeline = rig.start(
                FakeModel.named("fake").predictors(9).hangsOn(shade -> true),
                new InFlightLimits(3, 1L << 30, Duration.ofSeconds(1)));

        assertThat(PipelineRig.offered(pipeline, 9)).isEqualTo(3);
        assertThat(pipeline.recordsInFlight()).isEqualTo(3);
        assertThat(pipeline.models().get(0).recordsInFlight()).isEqualTo(3);
    }

    @Test
    void turnsAwayMoreBytesThanTheLimit() {
        InferencePipeline pipeline = rig.start(
                FakeModel.named("fake").predictors(9).hangsOn(shade -> true),
                new InFlightLimits(100, 2 * 8 + 7, Duration.ofSeconds(1)));

        assertThat(PipelineRig.offered(pipeline, 9)).isEqualTo(2);
        assertThat(pipeline.bytesInFlight()).isEqualTo(16);
    }

    @Test
    void anImageHoldsLessOnceItIsDecoded() {
        InferencePipeline pipeline = rig.start(FakeModel.named("fake").hangsOn(shade -> true), PipelineRig.WIDE);
        ByteBuffer image = TestImages.png(5);
        ImageJob job = PipelineRig.job(pipeline, image, new Collected());
        long toDecode = job.bytesToDecode();

        pipeline.force(job);

        await().until(() -> rig.model().batches() == 1);
        assertThat(pipeline.bytesInFlight()).isEqualTo(image.remaining() + 4).isLessThan(toDecode);
    }

    @Test
    void forceTakesARecordOnWithoutRoom() {
        InferencePipeline pipeline = rig.start(PipelineRig.hanging(), new InFlightLimits(1, 1, Duration.ofSeconds(1)));
        rig.occupy(pipeline);
        Collected forced = new Collected();
        ImageJob job = PipelineRig.job(pipeline, TestImages.raw(2), TestImages.RAW_TYPE, forced);

        assertThat(pipeline.offer(job)).isFalse();
        pipeline.force(job);
        rig.model().release();

        await().untilAsserted(() -> assertThat(forced.summary()).isEqualTo("c"));
        PipelineRig.assertIsEmpty(pipeline);
    }

    @Test
    void aModelThatWasNeverMeasuredHasRoomForOneImagePerPredictor() {
        InferencePipeline pipeline = rig.start(
                FakeModel.named("fake").predictors(2).hangsOn(shade -> true),
                new InFlightLimits(100, 1 << 20, Duration.ofHours(1)));

        assertThat(PipelineRig.offered(pipeline, 9)).isEqualTo(2);
    }

    @Test
    void aSlowModelHasRoomForOneImagePerPredictorAndNoMore() {
        InferencePipeline pipeline = rig.start(
                FakeModel.named("slow").predictors(2).takes(Duration.ofMillis(200), Duration.ZERO),
                new InFlightLimits(100, 1 << 20, Duration.ofMillis(50)));
        PipelineRig.measure(pipeline);

        assertThat(PipelineRig.offered(pipeline, 9)).isEqualTo(2);
    }

    @Test
    void aModelHasRoomForWhatItClearsInTime() {
        InferencePipeline pipeline = rig.start(
                FakeModel.named("steady").takes(Duration.ofMillis(100), Duration.ZERO),
                new InFlightLimits(1_000, 1 << 20, Duration.ofSeconds(2)));
        PipelineRig.measure(pipeline);
        double clears = 2 * pipeline.models().get(0).batcher().imagesPerSecond();

        assertThat(PipelineRig.offered(pipeline, 100)).isEqualTo((int) clears).isBetween(2, 20);
    }

    @Test
    void whatWaitsForDecodingIsBoundedByWhatTheDecodersClear() {
        InferencePipeline pipeline = rig.start(
                FakeModel.named("fake").predictors(9).hangsOn(shade -> true),
                new InFlightLimits(100, 1 << 20, Duration.ofNanos(1)));

        ByteBuffer large = TestImages.png(1, 2_000);
        List<ImageJob> jobs = Stream.generate(large::duplicate)
                .limit(9)
                .map(image -> PipelineRig.job(pipeline, image, new Collected()))
                .toList();

        long taken = jobs.stream().filter(pipeline::offer).count();

        assertThat(taken).isBetween(1L, 8L);
        await().until(() -> pipeline.waitingForDecoding() == 0);
        assertThat(pipeline.offer(PipelineRig.job(pipeline, TestImages.png(1), new Collected())))
                .isTrue();
    }
}
